package dev.strimzidr.lab.node.process;

import dev.strimzidr.lab.node.files.SiteFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The processes of a site, found by what they were started with: each has the site's folder and its
 * own name in its environment, and works below that folder. So they are found whatever happened to
 * the process that started them, and no other process is ever taken for one.
 */
public final class SiteProcesses {
  /** The variable that holds a process's name. */
  public static final String NAME = "LAB_PROCESS";

  /** The variable that holds the site's folder. */
  public static final String SITE = "LAB_SITE_DIRECTORY";

  private static final Pattern NUL = Pattern.compile("\u0000");

  private SiteProcesses() {}

  /** All processes of the site, in order of their names. */
  public static List<SiteProcess> of(SiteFolders folders) {
    Path site = folders.site();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.flatMap(handle -> member(handle, site).stream())
          .sorted(Comparator.comparing(SiteProcess::name))
          .toList();
    }
  }

  /** The site's own process, if it lives. */
  public static Optional<SiteProcess> node(SiteFolders folders) {
    return of(folders).stream().filter(process -> process.name().equals("node")).findFirst();
  }

  private static Optional<SiteProcess> member(ProcessHandle handle, Path site) {
    Path proc = Path.of("/proc", Long.toString(handle.pid()));
    try {
      Map<String, String> environment = environment(proc);
      boolean ours =
          environment.containsKey(NAME)
              && site.toString().equals(environment.get(SITE))
              && Files.readSymbolicLink(proc.resolve("cwd")).startsWith(site)
              && ProcessState.of(handle.pid()) != ProcessState.GONE;
      return ours
          ? Optional.of(new SiteProcess(environment.getOrDefault(NAME, ""), handle))
          : Optional.empty();
    } catch (IOException e) {
      // It has ended meanwhile, or belongs to another user: not ours either way.
      return Optional.empty();
    }
  }

  private static Map<String, String> environment(Path proc) throws IOException {
    byte[] bytes = Files.readAllBytes(proc.resolve("environ"));
    var environment = new TreeMap<String, String>();
    for (String entry : NUL.split(new String(bytes, StandardCharsets.UTF_8), -1)) {
      int equals = entry.indexOf('=');
      if (equals > 0) {
        environment.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return environment;
  }
}
