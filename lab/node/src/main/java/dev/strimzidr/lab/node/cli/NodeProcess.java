package dev.strimzidr.lab.node.cli;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.assembly.Node;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.site.Build;
import dev.strimzidr.lab.node.site.NodeState;
import dev.strimzidr.lab.node.site.SiteSettings;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The site's own process: what {@code up} starts. */
@Command(name = "node", hidden = true, description = "The site's own process.")
final class NodeProcess implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

  @Mixin private SiteOptions options = new SiteOptions();

  @Override
  public Integer call() throws InterruptedException {
    SiteFolders folders = options.folders();
    SiteSettings settings =
        SiteSettings.read(folders)
            .orElseThrow(
                () -> new NodeException("No site in " + folders.site() + ": start it with up"));
    String build = Build.current(settings);
    NodeState.write(folders, NodeState.Phase.STARTING, build, "");
    Node node;
    try {
      node = Node.start(settings, folders);
    } catch (RuntimeException e) {
      NodeState.write(folders, NodeState.Phase.FAILED, build, String.valueOf(e.getMessage()));
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folders, build, node)));
    NodeState.write(folders, NodeState.Phase.READY, build, "");
    LOG.info("Site {} is ready", settings.name());
    new CountDownLatch(1).await();
    return 0;
  }

  private static void stop(SiteFolders folders, String build, Node node) {
    NodeState.write(folders, NodeState.Phase.STOPPING, build, "");
    LOG.info("Stopping");
    node.close();
    LOG.info("Stopped");
  }
}
