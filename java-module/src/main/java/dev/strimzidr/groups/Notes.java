package dev.strimzidr.groups;

import dev.strimzidr.mirror.GroupKind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a person should know of a group beside that it goes on at its next record. No I/O. */
final class Notes {
  private final GroupMove group;

  /** By what happens, the first partition that it happens to, and in how many more it does. */
  private final Map<What, Note> notes = new LinkedHashMap<>();

  private enum What {
    END,
    GONE,
    NOT_YET,
    NEAR,
    SET_BACK,
    SHARED,
    LOST,
    EARLY,
    LEFT
  }

  private record Note(String partition, String text, int more) {}

  private Notes(GroupMove group) {
    this.group = group;
    group.moves().forEach(move -> what(move).ifPresent(what -> add(what, move)));
  }

  /** A sentence for each thing that happens. */
  static List<String> of(GroupMove group) {
    return new Notes(group).sentences(EnumSet.allOf(What.class));
  }

  /** Those that a person has to do something about: its place is lost, or it is not placed. */
  static List<String> lost(GroupMove group) {
    return new Notes(group).sentences(EnumSet.of(What.LOST, What.LEFT));
  }

  private List<String> sentences(Set<What> told) {
    return notes.entrySet().stream()
        .filter(entry -> told.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .map(note ->
            "group %s, %s%s: %s"
                .formatted(
                    group.group(),
                    note.partition(),
                    note.more() == 0 ? "" : " and %d more partitions".formatted(note.more()),
                    note.text()))
        .toList();
  }

  private void add(What what, PartitionMove move) {
    notes.merge(
        what,
        new Note(move.partition().toString(), text(what, move), 0),
        (first, another) -> new Note(first.partition(), first.text(), first.more() + 1));
  }

  private Optional<What> what(PartitionMove move) {
    What what =
        switch (move.placed()) {
          case Placement.End end -> What.END;
          case Placement.Gone gone -> What.GONE;
          case Placement.NotYet notYet -> What.NOT_YET;
          case Placement.Near near -> What.NEAR;
          case Placement.Lost lost -> What.LOST;
          case Placement.Translated translated -> translated.atMost() > 0 ? What.EARLY : null;
          case Placement.Left left -> What.LEFT;
          case Placement.Unplaced unplaced -> null;
          default ->
              move.backwards() > 0
                  ? What.SET_BACK
                  : group.kind() == GroupKind.SHARE && !Long.valueOf(0).equals(move.source().done())
                      ? What.SHARED
                      : null;
        };
    return Optional.ofNullable(what);
  }

  private static String text(What what, PartitionMove move) {
    return switch (what) {
      case END -> "%s; it goes on at the end".formatted(move.why());
      case GONE -> "%s, so nothing is carried".formatted(move.why());
      case NOT_YET -> "%s, so its place is not known".formatted(move.why());
      case NEAR ->
          "compaction has taken different records at the two sites; up to %d are read again"
              .formatted(move.mayRepeat());
      case LOST ->
          "its place is lost, and it begins where its auto.offset.reset says: %s"
              .formatted(move.why());
      case EARLY -> "up to %d records are read again: %s".formatted(move.mayRepeat(), move.why());
      case LEFT -> "it is left where it stands: %s".formatted(move.why());
      case SET_BACK ->
          "it was set back at the source, and is set back by %d offsets at the target"
              .formatted(move.backwards());
      case SHARED ->
          "%s behind its start offset that are acknowledged are delivered again"
              .formatted(
                  move.source().done() == null ? "the records" : move.source().done() + " records");
    };
  }
}
