package dev.strimzidr.credentials;

import dev.strimzidr.pair.Site;
import java.util.List;

/** What a site has of an item. */
sealed interface Found {

  Site site();

  /** It has it. */
  record There(Site site, Material material) implements Found {}

  /**
   * It lacks it.
   *
   * @param leftovers Secrets that hold a useless part of it and give way
   */
  record Missing(Site site, List<String> leftovers) implements Found {}

  /** Nobody knows: the site does not answer. */
  record Unknown(Site site, String why) implements Found {}
}
