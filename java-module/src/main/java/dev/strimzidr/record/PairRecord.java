package dev.strimzidr.record;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lock.PairLock;
import dev.strimzidr.module.Background;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Run;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.SiteAnswer;
import dev.strimzidr.pair.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What both sites say, and how what they say is changed. */
final class PairRecord {
  /** What a site that need not take part has, in a move of which each step asks it again. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Sites sites;
  private final RecordStore store;
  private final PairLock lock;
  private final List<Site> taking;
  private final Optional<String> rebuilt;
  private final boolean checkMode;
  private final List<RecordAt> answers;
  private final List<SeenSite> seen;

  private PairRecord(
      Sites sites,
      RecordStore store,
      PairLock lock,
      List<Site> taking,
      Optional<String> rebuilt,
      boolean checkMode) {
    this.sites = sites;
    this.store = store;
    this.lock = lock;
    this.taking = taking;
    this.rebuilt = rebuilt;
    this.checkMode = checkMode;
    List<SiteAnswer<Told>> told = sites.ask(site -> Told.by(site, store), taking, PATIENCE);
    this.seen = told.stream().flatMap(PairRecord::seen).toList();
    this.answers =
        Identities.vouch(
            told.stream().map(PairRecord::said).toList(),
            seen,
            taking.stream().map(Site::name).toList(),
            rebuilt);
  }

  /** What a site says of the record, and what it is. */
  private record Told(RecordAt record, SeenSite seen) {
    static Told by(Site site, RecordStore store) {
      return Futures.both(() -> store.read(site), () -> SiteReader.read(site), Told::new);
    }
  }

  /**
   * Asks both sites.
   *
   * @param name of the record, and of the lock
   * @param at the sites that have to take part; empty for both
   * @param rebuilt the site that a person says was rebuilt
   */
  static PairRecord ask(
      Sites sites, String name, List<String> at, Optional<String> rebuilt, Invocation invocation) {
    List<Site> taking = taking(sites, at);
    return new PairRecord(
        sites,
        new RecordStore(name),
        new PairLock(name, sites, taking, invocation.run()),
        taking,
        rebuilt,
        invocation.checkMode());
  }

  /**
   * Changes what both sites say. While they are asked for it, each compares the holder of the lock.
   *
   * @param name of the record, and of the lock
   * @param at the sites that have to take part; empty for both
   * @param change makes the record what it is to be
   * @throws ModuleFailure when this run does not hold the lock
   */
  static Result.Success advance(
      Sites sites,
      String name,
      List<String> at,
      Invocation invocation,
      UnaryOperator<DrRecord> change) {
    List<Site> taking = taking(sites, at);
    PairLock lock = new PairLock(name, sites, taking, invocation.run());
    CompletableFuture<Void> fenced =
        invocation.checkMode()
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(lock::fence, Background::start);
    return new PairRecord(
            sites, new RecordStore(name), lock, taking, Optional.empty(), invocation.checkMode())
        .advance(change, fenced);
  }

  /**
   * The sites that have to take part, in an order that is the same for all who lock.
   *
   * @param at their names; empty for both
   */
  private static List<Site> taking(Sites sites, List<String> at) {
    List<Site> named = at.stream().map(name -> sites.named("at", name)).toList();
    return (named.isEmpty() ? sites.list() : named)
        .stream().distinct().sorted(Comparator.comparing(Site::name)).toList();
  }

  List<RecordAt> answers() {
    return answers;
  }

  /** What the sites that answer are. */
  List<SeenSite> seen() {
    return seen;
  }

  /**
   * What both sites say, who holds the lock, and how far a move is that is under way.
   *
   * @param now by the clock of this run
   */
  Result read(Instant now) {
    DrRecord record = RecordPlan.judge(answers).record().orElse(null);
    Map<String, @Nullable Object> document = document(record);
    document.put("holders", holders());
    if (record != null && record.move() != null) {
      document.put("under_way", MoveTimes.underWay(record.move(), now));
    }
    return Result.unchanged(document);
  }

  /** Who holds the lock, by the names of the sites where somebody does. */
  private Map<String, String> holders() {
    Map<String, String> holders = new LinkedHashMap<>();
    for (SiteAnswer<Optional<String>> answer : sites.ask(this::holder, taking, PATIENCE)) {
      if (answer instanceof SiteAnswer.Answered<Optional<String>>(Site site, var holder)) {
        holder.ifPresent(name -> holders.put(site.name(), name));
      }
    }
    return holders;
  }

  /** A site that has just said nothing is not asked once more. */
  private Optional<String> holder(Site site) {
    return at(site) instanceof RecordAt.Silent ? Optional.empty() : lock.holderAt(site);
  }

  /**
   * Takes the lock. In the middle of a move its record gets another version then, so that a write
   * of the run which lost the lock, sent before and arriving now, is a conflict.
   *
   * @param lease how long it stays held without a renewal
   * @param patience how long to wait for a holder that may have ended
   */
  Result.Success lock(Duration lease, Duration patience) {
    Run unused = lock.requireServed();
    DrRecord record = present();
    if (checkMode) {
      return locked(new Result.Success(true, document(record), List.of()), 0);
    }
    PairLock.Taken taken = lock.take(lease, patience);
    try {
      // Its holder may have changed the record while the lock was waited for.
      return new PairRecord(sites, store, lock, taking, rebuilt, false).taken(taken);
    } catch (ModuleFailure failure) {
      if (taken.acquired()) {
        lock.release();
      }
      throw failure;
    }
  }

  private Result.Success taken(PairLock.Taken taken) {
    DrRecord record = present();
    return locked(
        taken.acquired() && record.move() != null
            ? write(Advance.takeOver(record), everywhere())
            : new Result.Success(taken.acquired(), document(record), List.of()),
        taken.waitedSeconds());
  }

  private static Result.Success locked(Result.Success result, double waitedSeconds) {
    return result.with("waited_seconds", waitedSeconds);
  }

  Result unlock() {
    boolean held = !checkMode && lock.release();
    return new Result.Success(held, document(present()), List.of());
  }

  private Result.Success advance(UnaryOperator<DrRecord> change, Future<Void> fenced) {
    RecordPlan.Verdict verdict = RecordPlan.judge(answers);
    DrRecord before = present();
    answers.forEach(this::requireTaking);
    Void unused = Futures.get(fenced);
    DrRecord after = change.apply(before);
    Result.Success written = write(after, after.equals(before) ? verdict.behind() : everywhere());
    return before.move() == null || after.move() != null
        ? written
        : ended(written, before.move(), after.history().getLast().at());
  }

  /** The times of a move are told when it ends: the record does not keep its journal. */
  private static Result.Success ended(Result.Success written, Move move, String at) {
    return written.with("ended", MoveTimes.ended(move, Instant.parse(at)));
  }

  /** Writes it where it is not, at sites that answer; first where it has to be written. */
  Result.Success write(DrRecord record, List<String> behind) {
    Futures.each(
        taking.stream().filter(site -> behind.contains(site.name())).toList(),
        site -> write(site, record));
    for (Site site : sites.list()) {
      if (behind.contains(site.name()) && !taking.contains(site)) {
        tell(site, record);
      }
    }
    return new Result.Success(!behind.isEmpty(), document(record), List.of());
  }

  private void write(Site site, DrRecord record) {
    if (!(at(site) instanceof RecordAt.Silent)) {
      String version = at(site) instanceof RecordAt.Present present ? present.version() : "";
      store.write(site, record, version, checkMode);
    }
  }

  /** A site that answers and can store nothing is told later: the newer record holds. */
  private void tell(Site site, DrRecord record) {
    try {
      write(site, record);
    } catch (ModuleFailure failure) {
      // That somebody else writes there is not for later: it may be another move.
      if (failure.reason() == Reason.CONFLICT) {
        throw failure;
      }
    }
  }

  private List<String> everywhere() {
    return sites.list().stream().map(Site::name).toList();
  }

  /**
   * The record.
   *
   * @throws ModuleFailure when there is none
   */
  DrRecord present() {
    return RecordPlan.judge(answers)
        .record()
        .orElseThrow(() ->
            new ModuleFailure(
                Reason.NOT_FOUND,
                "No site has a record: this pair is not rolled out yet. Run site.yml first."));
  }

  private void requireTaking(RecordAt answer) {
    if (answer instanceof RecordAt.Silent silent
        && taking.stream().anyMatch(site -> site.name().equals(silent.site()))) {
      throw new ModuleFailure(
          Reason.UNREACHABLE,
          "The record cannot go on: %s cannot be asked (%s)"
              .formatted(silent.site(), silent.why()));
    }
  }

  private RecordAt at(Site site) {
    return answers.stream()
        .filter(answer -> answer.site().equals(site.name()))
        .findFirst()
        .orElseThrow();
  }

  private static RecordAt said(SiteAnswer<Told> answer) {
    return switch (answer) {
      case SiteAnswer.Answered<Told>(Site site, Told value) -> value.record();
      case SiteAnswer.Silent<Told>(Site site, ModuleFailure why) ->
          new RecordAt.Silent(site.name(), why.message());
    };
  }

  private static Stream<SeenSite> seen(SiteAnswer<Told> answer) {
    return answer instanceof SiteAnswer.Answered<Told>(Site site, Told value)
        ? Stream.of(value.seen())
        : Stream.empty();
  }

  private Map<String, @Nullable Object> document(@Nullable DrRecord record) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put(
        "record",
        record == null
            ? null
            : new ObjectMapper().convertValue(record, new TypeReference<Map<String, Object>>() {}));
    Map<String, Object> said = new LinkedHashMap<>();
    answers.forEach(answer -> said.put(answer.site(), words(answer)));
    document.put("sites", said);
    document.put(
        "unidentified",
        record == null ? everywhere() : Identities.unidentified(record, everywhere()));
    return document;
  }

  private static Map<String, Object> words(RecordAt answer) {
    return switch (answer) {
      case RecordAt.Present present ->
          Map.of("state", "present", "epoch", present.record().epoch());
      case RecordAt.Missing missing -> Map.of("state", "missing");
      case RecordAt.Unreadable unreadable -> Map.of("state", "unreadable", "why", unreadable.why());
      case RecordAt.Silent silent -> Map.of("state", "silent", "why", silent.why());
    };
  }
}
