package dev.strimzidr.module;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What servers warn of during one call of a module, such as an API that is going to be removed. The
 * result carries it, also that of a call that failed. Several threads may add.
 */
public final class Warnings {
  private final Set<String> texts = new LinkedHashSet<>();

  /** Keeps a text for people, without any secret; the same one is kept once. */
  public synchronized void add(String text) {
    texts.add(text);
  }

  /** All of them, in the order in which they came. */
  public synchronized List<String> all() {
    return List.copyOf(texts);
  }
}
