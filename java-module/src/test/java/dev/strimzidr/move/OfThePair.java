package dev.strimzidr.move;

import static dev.strimzidr.move.OfASite.row;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What may be wrong with the record, the fence, credentials, and the names of clients. */
final class OfThePair {
  private static final String MOVE =
      "{kind: switchover, from: prod, to: dr, by: me, begun: '2026-11-24T22:03:15Z', steps: []}";
  private static final String SERVERS = "facts/names/0/answer/servers";
  private static final String REFUSES =
      "[{server: 192.0.2.53, state: failed, words: answers REFUSED}]";

  private OfThePair() {}

  static Stream<Arguments> planned() {
    return Stream.of(
        row("record/move", MOVE, "red move_under_way"),
        row("holders", "{prod: run 1}", "amber lock_held"),
        row("record/unfenced", "[dr]", "red site_unfenced"),
        row("facts/idle/busy", "[group a has members]", "amber clients_at_work"),
        row("facts/idle", "absent", "amber clients_at_work"),
        row("facts/idle", "{skipped: true}", "amber clients_at_work"),
        row("facts/fence", "{msg: a is a super user}", "red fence_unknown"),
        row("facts/fence", "absent", "red fence_unknown"),
        row("facts/fence/sites/dr", "absent", "red fence_unknown"),
        row("facts/fence/sites/dr/changed_acls", "[a, b]", "red standby_not_closed"),
        row("facts/credentials", "{msg: forbidden}", "red credentials_unknown"),
        row("facts/credentials", "absent", "red credentials_unknown"),
        row(
            "facts/credentials/secrets",
            "[{site: dr, secret: s, outcome: copied}]",
            "red secret_differs"),
        row("facts/names/0/answer", "{skipped: true}", "red name_unknown"),
        row("facts/names/1/answer", "absent", "red name_unknown"),
        row(SERVERS, REFUSES, "red dns_server_fails"),
        row(SERVERS, "[{server: a}]", "red dns_server_fails"),
        row("facts/names/0/leads_to", "dr", "amber name_leads_elsewhere"),
        row("facts/names/1/leads_to", "''", "amber name_leads_elsewhere"),
        row("facts/names/1/addresses/dr", "203.0.113.8", "red name_without_address"),
        row("facts/names/1/addresses/dr", "''", "red name_without_address"),
        row("facts/probe", "{reason: timeout, msg: late}", "red record_not_taken"),
        row("facts/probe", "absent", "red record_not_taken"));
  }

  static Stream<Arguments> failover() {
    return Stream.of(
        row("record/move", MOVE, "amber move_under_way"),
        row("holders", "{prod: run 1}", "amber lock_held"),
        row("facts/fence", "absent", "red fence_unknown"),
        row("facts/names/0/answer", "absent", "amber name_unknown"),
        row(SERVERS, REFUSES, "amber dns_server_fails"),
        row("facts/names/1/addresses/dr", "''", "amber name_without_address"),
        row("facts/lost", "{brokers: 3}", "red site_not_lost"),
        row("facts/lost", "{reason: unauthenticated, msg: who}", "red site_not_lost"),
        row("facts/lost", "absent", "red site_not_lost"));
  }
}
