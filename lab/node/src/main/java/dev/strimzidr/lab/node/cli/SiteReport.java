package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.fault.CrashFile;
import dev.strimzidr.lab.node.fault.CutFile;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.Memory;
import dev.strimzidr.lab.node.process.ProcessState;
import dev.strimzidr.lab.node.process.SiteProcess;
import dev.strimzidr.lab.node.process.SiteProcesses;
import dev.strimzidr.lab.node.site.NodeState;
import dev.strimzidr.lab.node.site.SiteSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a command says of a site. */
final class SiteReport {
  private SiteReport() {}

  static Map<String, Object> of(SiteFolders folders, boolean changed) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("changed", changed);
    SiteSettings.read(folders)
        .ifPresent(settings -> {
          report.put("site", settings.name());
          report.put("context", settings.name());
          report.put("network", settings.network());
          report.put("api", "https://" + settings.siteNetwork().controlPlane() + ":6443");
        });
    report.put("directory", folders.site().toString());
    report.put("kubeconfig", folders.controlPlane().resolve("kubeconfig").toString());
    report.put("logs", folders.logs().toString());
    report.put("control_plane_logs", folders.controlPlane().resolve("logs").toString());
    List<SiteProcess> processes = SiteProcesses.of(folders);
    report.put("state", state(folders, processes));
    report.put("cuts", CutFile.read(folders.cuts()));
    report.put("crashes", CrashFile.read(folders.crashes()));
    addProcesses(report, processes);
    return report;
  }

  private static String state(SiteFolders folders, List<SiteProcess> processes) {
    var node = processes.stream().filter(p -> p.name().equals("node")).findFirst();
    if (node.isEmpty()) {
      return processes.isEmpty() ? "stopped" : "dead";
    }
    if (node.get().state() == ProcessState.FROZEN) {
      return "frozen";
    }
    return NodeState.read(folders)
        .map(state -> state.phase().name().toLowerCase(Locale.ROOT))
        .orElse("starting");
  }

  private static void addProcesses(Map<String, Object> report, List<SiteProcess> processes) {
    var list = new ArrayList<Map<String, Object>>();
    long total = 0;
    for (SiteProcess process : processes) {
      long kib = Memory.proportionalKib(process.pid());
      total += kib;
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", process.name());
      entry.put("pid", process.pid());
      entry.put("state", process.state().name().toLowerCase(Locale.ROOT));
      entry.put("memory_mib", kib / 1024);
      list.add(entry);
    }
    report.put("processes", list);
    report.put("memory_mib", total / 1024);
  }
}
