package dev.strimzidr.pair;

import dev.strimzidr.module.ModuleFailure;

/** What asking a site brought. */
public sealed interface SiteAnswer<T> {

  Site site();

  /** It answered. */
  record Answered<T>(Site site, T value) implements SiteAnswer<T> {}

  /** It cannot be asked now. */
  record Silent<T>(Site site, ModuleFailure why) implements SiteAnswer<T> {}
}
