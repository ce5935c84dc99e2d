package dev.strimzidr.record;

/** What one site says of the record. */
public sealed interface RecordAt {

  String site();

  /**
   * It has one.
   *
   * @param record what it says
   * @param version the server's version of it, for a change that must not overwrite another
   */
  record Present(String site, DrRecord record, String version) implements RecordAt {}

  /**
   * It has none.
   *
   * @param inUse whether a Kafka cluster is there all the same
   */
  record Missing(String site, boolean inUse) implements RecordAt {}

  /** It has something that cannot be read. */
  record Unreadable(String site, String why) implements RecordAt {}

  /** Nobody knows: the site does not answer. */
  record Silent(String site, String why) implements RecordAt {}
}
