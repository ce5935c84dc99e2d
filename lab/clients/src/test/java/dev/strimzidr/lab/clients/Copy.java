package dev.strimzidr.lab.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plays the mirror, a good or a bad one: records of one site written to the other. */
final class Copy {
  private Copy() {}

  /** All records of a topic, in the order of each partition. */
  static List<ConsumerRecord<byte[], byte[]>> records(Broker from, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    TopicReader.read(new ClientSettings(from.clientProperties()), List.of(topic), records::add);
    return records;
  }

  static void write(Broker to, List<ConsumerRecord<byte[], byte[]>> records) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", to.address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    record.topic(), record.partition(), record.key(), record.value()));
      }
      producer.flush();
    }
  }

  static int index(
      List<ConsumerRecord<byte[], byte[]>> records,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    for (int i = 0; i < records.size(); i++) {
      if (wanted.test(records.get(i))) {
        return i;
      }
    }
    throw new AssertionError("no such record");
  }
}
