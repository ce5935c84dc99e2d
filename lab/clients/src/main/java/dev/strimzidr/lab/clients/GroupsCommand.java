package dev.strimzidr.lab.clients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Groups that only stand there. */
@Command(
    name = "groups",
    description = "Has groups commit a position at the beginning of every partition of topics.")
final class GroupsCommand implements Callable<Integer> {
  @Option(
      names = "--properties",
      required = true,
      description = "Client properties of the site that is active now.")
  private Path properties = Path.of("");

  @Option(names = "--topic", required = true, description = "Once for each topic.")
  private List<String> topics = List.of();

  @Option(names = "--count", required = true, description = "How many groups.")
  private int count;

  @Override
  public Integer call() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(new ClientSettings(properties).with(Map.of(), Map.of()))) {
      Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
      for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
        topic
            .partitions()
            .forEach(partition ->
                beginning.put(
                    new TopicPartition(topic.name(), partition.partition()),
                    new OffsetAndMetadata(0)));
      }
      List<KafkaFuture<Void>> committed = new ArrayList<>();
      for (int group = 0; group < count; group++) {
        committed.add(
            admin.alterConsumerGroupOffsets("standing-%03d".formatted(group), beginning).all());
      }
      KafkaFuture.allOf(committed.toArray(KafkaFuture[]::new)).get();
      return 0;
    }
  }
}
