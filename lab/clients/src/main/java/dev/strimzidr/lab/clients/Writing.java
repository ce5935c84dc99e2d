package dev.strimzidr.lab.clients;

import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/**
 * What a producer writes, whatever its kind.
 *
 * @param name the name of the producer
 * @param run the ID of the run, which every record carries
 * @param rate records a second
 */
record Writing(
    ClientSettings settings,
    String name,
    String run,
    Sequences sequences,
    double rate,
    Stopping stopping,
    ProducerLedger ledger) {

  /**
   * A new producer.
   *
   * @param more properties that only this one has
   */
  Producer<byte[], byte[]> open(Kind kind, Map<String, String> more) {
    return Producers.open(settings, kind, name, more);
  }

  Pacer pacer() {
    return new Pacer(rate, stopping);
  }
}
