package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.Folders;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes. */
final class SiteOptions {
  @Option(
      names = "--directory",
      required = true,
      paramLabel = "DIR",
      description = "The site's own folder.")
  private Path directory = Path.of("");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  SiteFolders folders() {
    try {
      Path folder = Folders.create(directory.toAbsolutePath().normalize());
      // Processes are recognised by where they work, and the kernel knows only real paths.
      return new SiteFolders(folder.toRealPath());
    } catch (IOException e) {
      throw new NodeException("The site's folder cannot be used: " + directory, e);
    }
  }

  Site site() {
    return new Site(folders(), progress());
  }

  Consumer<String> progress() {
    PrintWriter err = command.commandLine().getErr();
    return err::println;
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }
}
