package dev.strimzidr.move;

import java.util.List;

/** All rules, in the order in which their findings are said. No I/O. */
final class Judgement {

  private Judgement() {}

  /** What stands against what is asked for. */
  static List<Finding> of(Known known) {
    Findings findings = new Findings();
    MoveKind kind = known.wish().kind();
    new WishRules(findings, known).judge(kind.planned() && known.facts().isPresent());
    if (!known.wish().abort()) {
      known
          .facts()
          .ifPresent(facts -> {
            if (kind.planned()) {
              planned(findings, known, facts);
            } else if (kind == MoveKind.FAILOVER) {
              failover(findings, known, facts);
            }
          });
    }
    return findings.list();
  }

  private static void planned(Findings findings, Known known, Facts facts) {
    String active = known.record().active();
    String standby = known.standby();
    SiteRules sites = new SiteRules(findings, known, facts);
    known.wish().sites().forEach(sites::judge);
    sites.versions();
    RecordRules record = new RecordRules(findings, known);
    record.underWay();
    record.home();
    ClientRules clients = new ClientRules(findings, facts);
    clients.idle();
    record.lock();
    clients.fence();
    clients.closed(standby);
    clients.credentials();
    new TrafficRules(findings, facts).planned(active, standby);
    record.unfenced();
    MirrorRules mirror = new MirrorRules(findings, known, facts);
    mirror.judge(active, standby);
    mirror.stoppable(standby);
    clients.probe(standby);
  }

  private static void failover(Findings findings, Known known, Facts facts) {
    String target = known.target();
    new SiteRules(findings, known, facts).judge(target);
    new ResourceRules(findings, Level.AMBER)
        .complete(target, facts.site(target).kafka(), known.limits());
    new ClientRules(findings, facts).fence();
    SurvivorRules survivor = new SurvivorRules(findings, known, facts.mirror());
    survivor.copied();
    facts
        .groups()
        .ifPresent(groups -> new GroupRules(findings).failover(groups, known.source(), target));
    survivor.doubts();
    RecordRules record = new RecordRules(findings, known);
    record.takenOver();
    record.lock();
    new TrafficRules(findings, facts).failover(target);
    new LostRules(findings, known).judge(facts.lost());
  }
}
