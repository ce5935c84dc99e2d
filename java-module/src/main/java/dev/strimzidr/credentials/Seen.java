package dev.strimzidr.credentials;

import java.util.List;
import java.util.Optional;

/**
 * What a site has of an item.
 *
 * @param material its content; nothing where the site lacks it, or has only a part
 * @param leftovers Secrets of ours that hold a part: a run was cut off after the first of two
 */
record Seen(Optional<Material> material, List<String> leftovers) {
  static Seen nothing() {
    return new Seen(Optional.empty(), List.of());
  }

  static Seen of(Material material) {
    return new Seen(Optional.of(material), List.of());
  }
}
