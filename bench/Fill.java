import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills topics for the benchmark: {@code Fill FILE.properties records TOPICS PARTITIONS [EACH SIZE]}
 * writes a record to each partition of topic-0, topic-1, ..., or so many of so many bytes; {@code Fill FILE.properties groups TOPICS
 * PARTITIONS GROUPS EACH} lets each of some groups commit a position in all partitions of EACH
 * topics.
 */
class Fill {
  public static void main(String... arguments) throws Exception {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
      properties.load(file);
    }
    int topics = Integer.parseInt(arguments[2]);
    int partitions = Integer.parseInt(arguments[3]);
    switch (arguments[1]) {
      case "records" -> {
        int each = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
        int size = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 100;
        records(properties, topics, partitions, each, size);
      }
      case "groups" ->
          groups(
              properties,
              topics,
              partitions,
              Integer.parseInt(arguments[4]),
              Integer.parseInt(arguments[5]));
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  private static void records(
      Properties properties, int topics, int partitions, int each, int size) {
    Random random = new Random(1);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int topic = 0; topic < topics; topic++) {
        for (int record = 0; record < each * partitions; record++) {
          producer.send(
              new ProducerRecord<>("topic-" + topic, record % partitions, null, text(random, size)),
              (metadata, failure) -> {
                if (failure != null) {
                  failure.printStackTrace();
                  System.exit(1);
                }
              });
        }
      }
    }
  }

  /** Of letters, which a console shows as they are. */
  private static byte[] text(Random random, int size) {
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) {
      text[i] = (byte) ('a' + random.nextInt(26));
    }
    return text;
  }

  private static void groups(
      Properties properties, int topics, int partitions, int groups, int each) throws Exception {
    try (Admin admin = Admin.create(properties)) {
      for (int group = 0; group < groups; group++) {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (int topic = group; topic < group + each; topic++) {
          for (int partition = 0; partition < partitions; partition++) {
            positions.put(
                new TopicPartition("topic-" + topic % topics, partition), new OffsetAndMetadata(1));
          }
        }
        admin.alterConsumerGroupOffsets("group-" + group, positions).all().get();
      }
    }
  }
}
