package dev.strimzidr.lab.node.site;

import dev.strimzidr.lab.node.archive.ClassArchives;
import dev.strimzidr.lab.node.archive.Program;
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

  private NodeCommand() {}

  /** A session of its own keeps it from being ended with the terminal it was started from. */
  static List<String> line(SiteFolders folders) {
    String classPath = System.getProperty("java.class.path");
    var program = new Program(MAIN, List.of(classPath.split(":", -1)));
    var line = new ArrayList<>(List.of("setsid", ContainerJvm.java()));
    line.addAll(OPTIONS);
    line.addAll(ClassArchives.ofUser().options(program));
    line.addAll(List.of("-cp", classPath, MAIN, "node", "--directory", folders.site().toString()));
    return line;
  }
}
