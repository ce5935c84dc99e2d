package dev.strimzidr.groups;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaErrors;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Sets positions of groups that have no members. */
final class GroupWriter implements AutoCloseable {
  private final Admin admin;
  private final String where;

  GroupWriter(KafkaAccess access, Duration timeout) {
    this.where = access.bootstrapServers();
    Map<String, Object> properties = new HashMap<>(access.properties());
    properties.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
    try {
      this.admin = Admin.create(properties);
    } catch (KafkaException e) {
      throw KafkaErrors.of(e, "setting positions at " + where);
    }
  }

  void set(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      admin.alterConsumerGroupOffsets(group, offsets).all().get();
    } catch (ExecutionException | KafkaException e) {
      throw KafkaErrors.of(e, "setting the position of group %s at %s".formatted(group, where));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
