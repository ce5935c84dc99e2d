package dev.strimzidr.lab.clients;

import java.util.List;

/** The records that one producer sends: its keys and topics in turn. For one thread. */
final class Sequences {
  private static final int KEYS = 5;

  private final String producer;
  private final List<String> topics;
  private long sent;

  Sequences(String producer, List<String> topics) {
    this.producer = producer;
    this.topics = topics;
  }

  RecordId next() {
    long place = sent++;
    String topic = topics.get((int) (place % topics.size()));
    long ofTopic = place / topics.size();
    return new RecordId(topic, producer + "-" + ofTopic % KEYS, ofTopic / KEYS);
  }
}
