package dev.strimzidr.lab.node.site;

import dev.strimzidr.lab.node.files.SiteFolders;
import java.util.ArrayList;
import java.util.List;

/** How a site's process is called. */
final class NodeCommand {
  private static final String MAIN = "dev.strimzidr.lab.node.cli.Lab";
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx64m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=32m",
          "-Xss512k",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.net.preferIPv4Stack=true",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
          "-Dorg.slf4j.simpleLogger.showThreadName=false",
          "-Dorg.slf4j.simpleLogger.showShortLogName=true");

  /**
   * A session of its own keeps it from being ended with the terminal it was started from. Elsewhere
   * a site has machines of its own, so that here it stands back behind Ansible and its modules: by
   * niceness, or where Linux shares processors out among sessions (sched_autogroup(7)) by that of
   * its session.
   */
  private static final List<String> SESSION =
      List.of(
          "setsid",
          "nice",
          "-n",
          "5",
          "sh",
          "-c",
          "test ! -w /proc/self/autogroup || echo 10 > /proc/self/autogroup; exec \"$@\"",
          "site");

  private NodeCommand() {}

  static List<String> line(SiteFolders folders) {
    String classPath = System.getProperty("java.class.path");
    var line = new ArrayList<>(SESSION);
    line.add(ContainerJvm.java());
    line.addAll(OPTIONS);
    line.addAll(List.of("-cp", classPath, MAIN, "node", "--directory", folders.site().toString()));
    return line;
  }
}
