package dev.strimzidr.move;

import dev.strimzidr.record.Access;
import dev.strimzidr.record.DrRecord;
import dev.strimzidr.record.DrRecord.State;
import dev.strimzidr.record.Move;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks first, in the order in which it is asked: can clients write, and where; is
 * there a second copy, and how old is it; is a move under way; what is open; what is not as it
 * should be. No I/O.
 */
final class Overview {
  private static final String UNKNOWN_TIME = "a time that is not known";

  private final Known known;
  private final Facts facts;
  private final DrRecord record;

  Overview(Known known, Facts facts) {
    this.known = known;
    this.facts = facts;
    this.record = known.record();
  }

  /** As the module returns it. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("active", record.active());
    document.put("writable", writable());
    document.put("clients", clients());
    document.put("second_copy", copy());
    document.put("move", move());
    document.put("ways", ways());
    document.put("findings", findings().stream().map(Finding::document).toList());
    return document;
  }

  /** Whether clients can write; null where the site does not answer. */
  private @Nullable Boolean writable() {
    if (record.accessAt(record.active()) != Access.OPEN) {
      return false;
    }
    KnownSite.Kafka kafka = facts.site(record.active()).kafka();
    return kafka == null ? null : Boolean.valueOf(kafka.ready());
  }

  private String clients() {
    String site = record.active();
    KnownSite.Kafka kafka = facts.site(site).kafka();
    return switch (record.accessAt(site)) {
      case OPEN ->
          kafka == null
              ? "NOT KNOWN whether clients can write: %s does not answer".formatted(site)
              : kafka.ready()
                  ? "can write at %s, since %s".formatted(site, since())
                  : "may not be able to write: Kafka at %s is not ready".formatted(site);
      case READ_ONLY -> "CANNOT WRITE since %s; they can read at %s".formatted(stopped(), site);
      case CLOSED -> "CAN NEITHER WRITE NOR READ since %s".formatted(stopped());
    };
  }

  /** Since when the site is active, as far as the history goes. */
  private String since() {
    String since = UNKNOWN_TIME;
    for (DrRecord.Entry entry : record.history().reversed()) {
      if (!entry.active().equals(record.active())) {
        break;
      }
      since = entry.at();
    }
    return Words.time(since);
  }

  /** Since when nobody can write. */
  private String stopped() {
    return known
        .underWay()
        .flatMap(move -> Optional.ofNullable(move.outage().writes()))
        .map(Words::time)
        .orElse(UNKNOWN_TIME);
  }

  private String copy() {
    String standby = known.standby();
    if (record.mirror().state() == State.ABSENT) {
      return "NONE: %s is alone until playbooks/rejoin.yml".formatted(record.active());
    }
    if (!record.mirror().to().equals(standby)) {
      return "NOT YET: the mirror into %s is made when the move ends".formatted(standby);
    }
    KnownMirror.Lag lag = facts.mirror().lag();
    if (lag == null || lag.lagRecords() == null) {
      return "NOT KNOWN how old the copy at %s is: %s".formatted(standby, unmeasured(lag));
    }
    String doubts =
        facts.mirror().doubts().isEmpty()
            ? ""
            : ", but for %d topics".formatted(facts.mirror().doubts().size());
    return lag.lagRecords() == 0
        ? "at %s, with all records%s".formatted(standby, doubts)
        : "at %s, %d records behind, the oldest %s%s"
            .formatted(
                standby,
                lag.lagRecords(),
                lag.lagSeconds() == null
                    ? "of unknown age"
                    : Words.seconds(lag.lagSeconds()) + " old",
                doubts);
  }

  private String unmeasured(KnownMirror.@Nullable Lag lag) {
    if (lag != null && lag.why() != null) {
      return lag.why();
    }
    return Objects.requireNonNullElse(
        lag == null ? facts.mirror().why() : null, "it was not measured");
  }

  private String move() {
    Move move = record.move();
    if (move == null) {
      return "none is under way";
    }
    String step =
        move.steps().isEmpty()
            ? "before its first step"
            : "in the step " + move.steps().getLast().name();
    return "a %s to %s is under way since %s, %s"
        .formatted(move.kind(), move.to(), Words.time(move.begun()), step);
  }

  /** What can be done where a site is dead or a move was cut off; the first is the best. */
  private List<String> ways() {
    List<String> ways = new ArrayList<>();
    Move move = record.move();
    String active = record.active();
    String standby = known.standby();
    if (move != null) {
      ways.add("go on: " + Advice.next(move));
      undo(move, ways);
      if (facts.site(active).silent() && !move.kind().equals(MoveKind.FAILOVER.word())) {
        ways.add(failover(standby));
      }
    } else if (facts.site(active).silent() && !facts.site(standby).silent()) {
      ways.add("wait until %s answers: its records are all there then".formatted(active));
      ways.add(failover(standby));
    } else if (facts.site(standby).silent()) {
      ways.add("wait until %s answers: the mirror goes on by itself".formatted(standby));
    }
    return ways;
  }

  private void undo(Move move, List<String> ways) {
    MoveKind kind = MoveKind.of(move.kind());
    boolean open = kind.undoable() && !move.begun(kind.pointOfNoReturn().word());
    if (open && !move.begun(WishRules.ABORT) && !facts.site(move.from()).silent()) {
      ways.add("undo: %s -e abort=true".formatted(Advice.next(move)));
    }
  }

  private static String failover(String to) {
    return "fail over, when the site is lost: ansible-playbook playbooks/failover.yml -e move_to="
        + to;
  }

  private List<Finding> findings() {
    Findings findings = new Findings();
    SiteRules sites = new SiteRules(findings, known, facts);
    known.wish().sites().forEach(sites::judge);
    sites.versions();
    new TrafficRules(findings, facts).leads(record.active());
    new RecordRules(findings, known).unfenced();
    if (record.mirror().state() != State.ABSENT) {
      boolean unused = new MirrorRules(findings, known, facts).copying(record.mirror().to());
    }
    return findings.list();
  }
}
