package dev.strimzidr.record;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.util.List;
import java.util.Optional;

/** What both sites together say: which record holds, and who has to be told. Pure. */
public final class RecordPlan {

  /**
   * What holds.
   *
   * @param record the record; nothing when the pair has none yet
   * @param behind sites that answer and have an older one, or none
   */
  public record Verdict(Optional<DrRecord> record, List<String> behind) {}

  private RecordPlan() {}

  /**
   * What holds.
   *
   * @throws ModuleFailure when a record cannot be read, when two of one epoch contradict each
   *     other, or when none is found and it is not certain that there never was one
   */
  public static Verdict judge(List<RecordAt> answers) {
    answers.forEach(RecordPlan::requireReadable);
    List<RecordAt.Present> present =
        answers.stream()
            .filter(RecordAt.Present.class::isInstance)
            .map(RecordAt.Present.class::cast)
            .toList();
    if (present.isEmpty()) {
      answers.forEach(RecordPlan::requireUnused);
      return new Verdict(Optional.empty(), List.of());
    }
    DrRecord newest =
        present.stream().map(RecordAt.Present::record).max(DrRecord.AGE).orElseThrow();
    for (RecordAt.Present one : present) {
      if (DrRecord.AGE.compare(one.record(), newest) == 0 && !one.record().equals(newest)) {
        throw new ModuleFailure(
            Reason.CONTRADICTION,
            "The records contradict each other: at epoch %d, revision %d one says that %s is active (%s), the other %s (%s). Find out who serves clients, and delete the ConfigMap at the other site"
                .formatted(
                    newest.epoch(),
                    newest.revision(),
                    newest.active(),
                    newest.phase(),
                    one.record().active(),
                    one.record().phase()));
      }
    }
    List<String> behind =
        answers.stream()
            .filter(answer -> !(answer instanceof RecordAt.Silent))
            .filter(
                answer -> !(answer instanceof RecordAt.Present at && at.record().equals(newest)))
            .map(RecordAt::site)
            .toList();
    return new Verdict(Optional.of(newest), behind);
  }

  /**
   * Whether both sites answer that they have no record, so that an operator may say who is active.
   *
   * @throws ModuleFailure when a site cannot be asked, or has a record that cannot be read: what it
   *     says must not be written over
   */
  public static boolean lost(List<RecordAt> answers) {
    if (answers.stream().anyMatch(RecordAt.Present.class::isInstance)) {
      return false;
    }
    answers.forEach(RecordPlan::requireReadable);
    for (RecordAt answer : answers) {
      if (answer instanceof RecordAt.Silent silent) {
        throw unknown(silent);
      }
    }
    return true;
  }

  private static ModuleFailure unknown(RecordAt.Silent silent) {
    return new ModuleFailure(
        Reason.UNREACHABLE,
        "No record was found, and %s cannot be asked whether it has one (%s). Who is active is unknown: run this again when both sites answer"
            .formatted(silent.site(), silent.why()));
  }

  private static void requireReadable(RecordAt answer) {
    if (answer instanceof RecordAt.Unreadable(String site, String why)) {
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "The record at %s cannot be read: %s. If the other site's is good, delete this one and run again: it is written anew from there"
              .formatted(site, why));
    }
  }

  private static void requireUnused(RecordAt answer) {
    switch (answer) {
      case RecordAt.Missing(String site, boolean inUse) when inUse ->
          throw new ModuleFailure(
              Reason.CONTRADICTION,
              "No site has a record, but %s has a Kafka cluster: it was deleted, or the cluster was not rolled out by this project. Find out which site serves clients, and say so once with record_restore_active=<site>"
                  .formatted(site));
      case RecordAt.Silent silent -> throw unknown(silent);
      default -> {}
    }
  }
}
