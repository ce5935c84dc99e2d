package dev.strimzidr.lab.node.archive;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.Folders;
import dev.strimzidr.lab.node.process.ProcessState;
import dev.strimzidr.lab.node.process.SiteProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes class archives from what the processes of a running site have loaded. */
public final class Training {
  private final ClassArchives archives;
  private final Consumer<String> progress;

  /**
   * Makes archives here.
   *
   * @param progress is told what is being done
   */
  public Training(ClassArchives archives, Consumer<String> progress) {
    this.archives = archives;
    this.progress = progress;
  }

  /** Makes the archives that are missing; returns the names of their programs. */
  public List<String> train(List<SiteProcess> processes) {
    Map<Program, SiteProcess> programs = new LinkedHashMap<>();
    processes.stream()
        .filter(process -> process.state() == ProcessState.RUNNING)
        .forEach(process ->
            Program.of(commandLine(process))
                .ifPresent(program -> programs.putIfAbsent(program, process)));
    var made = new ArrayList<String>();
    programs.forEach((program, process) -> {
      Path archive = archives.file(program);
      if (!Files.exists(archive)) {
        progress.accept("Archiving the classes of " + program.name() + " (about 6 s)");
        dump(process, archive);
        made.add(program.name());
      }
    });
    archives.prune();
    return made;
  }

  private static List<String> commandLine(SiteProcess process) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return List.of(line.split("\u0000", -1));
    } catch (IOException e) {
      // It has ended meanwhile.
      return List.of();
    }
  }

  private static void dump(SiteProcess process, Path archive) {
    Path part = archive.resolveSibling(archive.getFileName() + ".part");
    String pid = Long.toString(process.pid());
    try {
      Folders.create(archive.resolveSibling(""));
      Files.deleteIfExists(part);
      Process jcmd =
          new ProcessBuilder(jcmd(), pid, "VM.cds", "static_dump", part.toString())
              .redirectErrorStream(true)
              .start();
      String output =
          new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      jcmd.waitFor();
      removeTraces(pid);
      if (!Files.exists(part)) {
        throw new NodeException(
            "No class archive was made of process %s (%s): %s"
                .formatted(pid, process.name(), output));
      }
      Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new NodeException("The class archive cannot be made: " + archive, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException("Interrupted while a class archive was made", e);
    }
  }

  private static String jcmd() {
    return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
  }

  /** The JVM that does the work leaves its output where the dumped process works. */
  private static void removeTraces(String pid) throws IOException {
    try (var files = Files.newDirectoryStream(Path.of("/proc", pid, "cwd"), "java_pid*_std*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
