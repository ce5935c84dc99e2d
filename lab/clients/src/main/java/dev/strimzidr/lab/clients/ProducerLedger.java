package dev.strimzidr.lab.clients;

import java.time.Instant;

/** What one producer writes down. */
record ProducerLedger(String producer, Ledger ledger, Events events) {

  void acknowledged(RecordId id, int partition, long offset, Instant time) {
    ledger.add(Produced.acknowledged(id, producer, partition, offset, time));
    events.acknowledged(producer, time);
  }

  void not(Produced.State state, RecordId id, Exception error) {
    ledger.add(Produced.not(state, id, producer, error.toString(), Instant.now()));
  }

  /** Of a transaction that is not to be committed. */
  void aborted(RecordId id, String why) {
    ledger.add(Produced.not(Produced.State.ABORTED, id, producer, why, Instant.now()));
  }
}
