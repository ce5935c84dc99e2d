package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.dns.Dns;
import dev.strimzidr.lab.node.dns.DnsSettings;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.process.Memory;
import dev.strimzidr.lab.node.process.ProcessState;
import dev.strimzidr.lab.node.process.SiteProcess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command says of the DNS server. */
final class DnsReport {
  private DnsReport() {}

  static Map<String, Object> of(SiteFolders folders, Dns dns, boolean changed) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("changed", changed);
    DnsSettings.read(folders.site())
        .ifPresent(settings -> {
          report.put("address", settings.address());
          report.put("port", settings.port());
          report.put("zone", settings.zone());
          report.put("key", settings.key());
        });
    report.put("directory", folders.site().toString());
    report.put("key_file", folders.site().resolve("tsig.key").toString());
    report.put("log", folders.logs().resolve("dns.log").toString());
    List<SiteProcess> processes = dns.processes();
    report.put("state", state(dns, processes));
    processes.forEach(process -> {
      report.put("pid", process.pid());
      report.put("memory_mib", Memory.proportionalKib(process.pid()) / 1024);
    });
    return report;
  }

  private static String state(Dns dns, List<SiteProcess> processes) {
    if (processes.isEmpty()) {
      return "stopped";
    }
    if (processes.stream().anyMatch(process -> process.state() == ProcessState.FROZEN)) {
      return "frozen";
    }
    return dns.refuses() ? "refuses" : "ready";
  }
}
