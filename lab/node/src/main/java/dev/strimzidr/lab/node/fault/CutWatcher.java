package dev.strimzidr.lab.node.fault;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts into force what the file of cuts says, and notes that it has. */
public final class CutWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(CutWatcher.class);

  private final Path file;
  private final LinkCuts links;
  private final Runnable enforce;
  private @Nullable List<Cut> current;

  /**
   * Watches a file.
   *
   * @param enforce called after a change: ends connections that are to be reset
   */
  public CutWatcher(Path file, LinkCuts links, Runnable enforce) {
    this.file = file;
    this.links = links;
    this.enforce = enforce;
  }

  /** Looks once. */
  public void look() {
    List<Cut> wanted = CutFile.read(file);
    if (!wanted.equals(current)) {
      links.set(wanted);
      enforce.run();
      CutFile.write(CutFile.inForce(file), wanted);
      LOG.info("Links cut: {}", wanted);
      current = wanted;
    }
  }
}
