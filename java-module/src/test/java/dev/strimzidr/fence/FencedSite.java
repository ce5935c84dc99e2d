package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The site prod: a namespace with an operator that serves its KafkaUsers, and a real broker that
 * has no ACLs but theirs. Of its clients {@code shop} writes and reads one topic, {@code till}
 * reads it.
 */
final class FencedSite implements AutoCloseable {
  static final String SHOP = "shop";
  static final String TILL = "till";
  private static final String OWN = "strimzi-dr";
  private static final List<String> USERS = List.of(SHOP, TILL, OWN);
  private static final RealKafka KAFKA = RealKafka.other();

  private final Admin admin =
      Admin.create(Map.of("bootstrap.servers", (Object) KAFKA.address("plain")));
  private final String namespace;
  private final TestUserOperator operator;

  /** Makes it; the topic has the name of the namespace. */
  FencedSite(String namespace) {
    this.namespace = namespace;
    Map<String, String> passwords = new HashMap<>();
    for (String user : USERS) {
      KAFKA.user(user);
      passwords.put(user, RealKafka.PASSWORD);
    }
    KafkaSite.create(
        namespace,
        Map.of("clients", new KafkaSite.Given(KAFKA.address("clients"), KAFKA.authority(), true)),
        passwords);
    KafkaSite.authorize(namespace);
    KAFKA.topic(namespace, Map.of());
    operator = new TestUserOperator(namespace, admin);
    declare(
        SHOP,
        """
        [{"resource":{"type":"topic","name":"%s"},"operations":["Read","Write","Describe"]},\
        {"resource":{"type":"group","name":"*"},"operations":["Read"]},\
        {"resource":{"type":"transactionalId","name":"shop-","patternType":"prefix"},\
        "operations":["Write","Describe"]},\
        {"resource":{"type":"topic","name":"shop-","patternType":"prefix"},\
        "operations":["Create"]}]\
        """
            .formatted(namespace));
    declare(
        TILL,
        """
        [{"resource":{"type":"topic","name":"%s"},"operations":["Read","Describe"]},\
        {"resource":{"type":"group","name":"till"},"operations":["Read"]}]\
        """
            .formatted(namespace));
    declare(
        OWN,
        """
        [{"resource":{"type":"topic","name":"*"},"operations":["Read","Write","Describe"]},\
        {"resource":{"type":"transactionalId","name":"*"},"operations":["Write","Describe"]},\
        {"resource":{"type":"cluster"},"operations":["Describe"]}]\
        """);
  }

  TestUserOperator operator() {
    return operator;
  }

  /** Brings it to a level, which has to succeed. */
  JsonNode bring(String level, Map<String, ?> more) {
    JsonNode answer = call(level, more);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer;
  }

  /** Brings it to a level. */
  JsonNode call(String level, Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", KafkaSite.pair("prod", namespace, "dr", namespace + "-not-asked"));
    options.put("access", Map.of("prod", level));
    options.putAll(Map.of("listener", "clients", "user", OWN, "unfenced_users", List.of(OWN)));
    options.putAll(more);
    return Modules.call(new FenceModule(), options);
  }

  /** A client {@code shop} that has begun a transaction. */
  Producer<String, String> shop(String transaction) {
    KafkaAccess access =
        new KafkaAccess(
            KAFKA.address("clients"),
            true,
            List.of(KAFKA.authority()),
            Optional.of(new KafkaAccess.Password(SHOP, RealKafka.PASSWORD)));
    return writing(access.properties(), transaction);
  }

  /** Somebody whom no ACL stops, in the middle of a transaction. */
  Producer<String, String> superUser(String transaction) {
    return writing(Map.of("bootstrap.servers", KAFKA.address("plain")), transaction);
  }

  private Producer<String, String> writing(Map<String, ?> access, String transaction) {
    Map<String, Object> settings = new HashMap<>(access);
    settings.put("transactional.id", transaction);
    Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    try {
      Object unused = producer.send(new ProducerRecord<>(namespace, transaction)).get();
    } catch (Exception e) {
      producer.close();
      throw new IllegalStateException(e);
    }
    return producer;
  }

  @Override
  public void close() {
    operator.close();
    admin.close();
    USERS.forEach(KAFKA::forbid);
  }

  /** Declares a user as the role does, which leaves its ACLs to the fence. */
  private void declare(String user, String acls) {
    RealApi.kubectlWith(
        """
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaUser
        metadata:
          name: %s
          namespace: %s
          labels: {strimzi.io/cluster: %s}
          annotations: {strimzi-dr/acls: '%s'}
        spec: {authentication: {type: scram-sha-512}}
        """
            .formatted(user, namespace, KafkaSite.CLUSTER, acls),
        "apply",
        "--filename=-");
  }
}
