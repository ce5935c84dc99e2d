package dev.strimzidr.record;

import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Result;
import dev.strimzidr.pair.Sites;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal of the move that is under way, at both sites: each step is written down before it is
 * taken. Only the run that holds the lock writes.
 */
public final class Journal {
  private final Sites sites;
  private final String record;
  private final List<String> at;
  private final Invocation invocation;
  private final Clock clock = Clock.systemUTC();

  /**
   * Asks nothing yet.
   *
   * @param record the name of the ConfigMap of the record, and of the Lease that is the lock
   * @param at the sites that have to take part; empty for both
   */
  public Journal(Sites sites, String record, List<String> at, Invocation invocation) {
    this.sites = sites;
    this.record = record;
    this.at = at;
    this.invocation = invocation;
  }

  /**
   * The record as it is.
   *
   * @throws ModuleFailure when there is none, or the sites contradict each other
   */
  public DrRecord read() {
    return PairRecord.ask(sites, record, at, Optional.empty(), invocation).present();
  }

  /**
   * Writes down that a step begins, and so that the one before it is done.
   *
   * @return the record that holds from now on, as {@code strimzi_dr_record} returns it
   * @throws ModuleFailure when this run does not hold the lock, or the step must not be
   */
  public Map<String, ? extends @Nullable Object> begin(String step, Changes changes) {
    Result.Success written =
        PairRecord.advance(
            sites,
            record,
            at,
            invocation,
            before -> Advance.step(before, step, changes, clock.instant()));
    return Map.of("record", written.values().get("record"));
  }
}
