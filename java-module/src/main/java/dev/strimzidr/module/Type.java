package dev.strimzidr.module;

/** What an option holds, in Ansible's words. */
public enum Type {
  STR,
  BOOL,
  INT,
  FLOAT,
  /** A file or folder; {@code ~} and environment variables are expanded. */
  PATH,
  LIST,
  DICT,
  /** Whatever was given. */
  RAW;

  /** The type as Ansible's documentation writes it. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
