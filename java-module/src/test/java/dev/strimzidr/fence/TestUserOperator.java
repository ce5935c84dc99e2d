package dev.strimzidr.fence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.Serving;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Serves the KafkaUsers of a namespace as Strimzi's User Operator does: it sets their ACLs in
 * Kafka, and then says that they are ready. It can say so without having done it.
 */
final class TestUserOperator implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String namespace;
  private final Admin kafka;
  private final KubeApi api = RealApi.api();
  private final Serving serving;
  private volatile Set<String> left = Set.of();

  /**
   * Begins to serve.
   *
   * @param kafka is not closed with it
   */
  TestUserOperator(String namespace, Admin kafka) {
    this.namespace = namespace;
    this.kafka = kafka;
    this.serving = new Serving(api, KnownKinds.KAFKA_USER, namespace, this::serve);
  }

  /** From now on it leaves the ACLs of these users in Kafka as they are. */
  void leave(String... users) {
    left = Set.of(users);
    api.list(KnownKinds.KAFKA_USER, namespace, null).forEach(this::serve);
  }

  /** What a user may do in Kafka. */
  Collection<AclBinding> acls(String user) {
    try {
      return kafka.describeAcls(of(user)).values().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    serving.close();
  }

  private synchronized void serve(ObjectNode user) {
    String name = user.path("metadata").path("name").asText();
    if (!left.contains(name)) {
      set(name, wanted(name, user.at("/spec/authorization/acls")));
    }
    ObjectNode status = JSON.createObjectNode();
    status.put("observedGeneration", user.path("metadata").path("generation").asLong());
    status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
    if (!status.equals(user.path("status"))) {
      ObjectNode resource = JSON.createObjectNode();
      resource.set("apiVersion", user.path("apiVersion"));
      resource.set("kind", user.path("kind"));
      resource.putObject("metadata").put("name", name);
      resource.set("status", status);
      ObjectNode unused =
          api.applyStatus(
              new Ref(KnownKinds.KAFKA_USER, namespace, name),
              resource,
              new ApplyOptions("test-user-operator", true, false));
    }
  }

  private void set(String user, Set<AclBinding> wanted) {
    try {
      Set<AclBinding> there = new HashSet<>(acls(user));
      List<AclBindingFilter> surplus =
          there.stream().filter(acl -> !wanted.contains(acl)).map(AclBinding::toFilter).toList();
      Object unused = kafka.deleteAcls(surplus).all().get();
      wanted.removeAll(there);
      kafka.createAcls(wanted).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<AclBinding> wanted(String user, JsonNode acls) {
    Set<AclBinding> wanted = new HashSet<>();
    for (JsonNode acl : acls) {
      JsonNode resource = acl.path("resource");
      ResourcePattern pattern =
          new ResourcePattern(
              type(resource.path("type").asText()),
              resource.path("name").asText("kafka-cluster"),
              resource.path("patternType").asText("literal").equals("prefix")
                  ? PatternType.PREFIXED
                  : PatternType.LITERAL);
      for (JsonNode operation : acl.path("operations")) {
        wanted.add(
            new AclBinding(
                pattern,
                new AccessControlEntry(
                    "User:" + user,
                    "*",
                    SecurityUtils.operation(operation.asText()),
                    AclPermissionType.ALLOW)));
      }
    }
    return wanted;
  }

  private static ResourceType type(String word) {
    return switch (word) {
      case "topic" -> ResourceType.TOPIC;
      case "group" -> ResourceType.GROUP;
      case "transactionalId" -> ResourceType.TRANSACTIONAL_ID;
      case "cluster" -> ResourceType.CLUSTER;
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static AclBindingFilter of(String user) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(
            "User:" + user, null, AclOperation.ANY, AclPermissionType.ANY));
  }
}
