package dev.strimzidr.fence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealKafka;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The site prod: a namespace with a Kafka resource, and a real broker. Of its users {@code shop} is
 * a client, {@code strimzi-dr} a super user, and {@code strimzi-dr-probe} is allowed everything.
 */
public final class FencedSite implements AutoCloseable {
  public static final String SHOP = "shop";
  public static final String PROBE = "strimzi-dr-probe";
  private static final String OWN = RealKafka.SUPER_USER;
  private static final List<String> USERS = List.of(SHOP, OWN, PROBE);

  private final RealKafka kafka;
  private final Admin admin;
  private final String namespace;
  private final String topic;

  /** Makes it; the topic has the name of the namespace. */
  FencedSite(String namespace) {
    this(RealKafka.other(), namespace, namespace);
  }

  /** Makes it at a broker, with a topic. */
  public FencedSite(RealKafka kafka, String namespace, String topic) {
    this.kafka = kafka;
    this.namespace = namespace;
    this.topic = topic;
    this.admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.address("plain")));
    Map<String, String> passwords = new HashMap<>();
    for (String user : USERS) {
      kafka.user(user);
      passwords.put(user, RealKafka.PASSWORD);
    }
    KafkaSite.create(
        namespace,
        Map.of("clients", new KafkaSite.Given(kafka.address("clients"), kafka.authority(), true)),
        passwords);
    KafkaSite.authorize(namespace, OWN);
    kafka.topic(topic, Map.of());
    allowProbe();
    allow(SHOP, ResourceType.TOPIC, topic, AclOperation.ALL);
    allow(SHOP, ResourceType.GROUP, "*", AclOperation.READ);
    allow(SHOP, ResourceType.TRANSACTIONAL_ID, "*", AclOperation.WRITE, AclOperation.DESCRIBE);
  }

  void allowProbe() {
    for (ResourceType type :
        List.of(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID)) {
      allow(PROBE, type, "*", AclOperation.ALL);
    }
    allow(PROBE, ResourceType.CLUSTER, Resource.CLUSTER_NAME, AclOperation.ALL);
  }

  /** What a user may do, as somebody declares it at any time. */
  void allow(String user, ResourceType type, String name, AclOperation... operations) {
    List<AclBinding> acls = new ArrayList<>();
    for (AclOperation operation : operations) {
      acls.add(
          new AclBinding(
              new ResourcePattern(type, name, PatternType.LITERAL),
              new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
    }
    kafka.allow(acls);
  }

  public String namespace() {
    return namespace;
  }

  Admin admin() {
    return admin;
  }

  Node broker() {
    return new Node(0, RealKafka.HOST, kafka.port("clients"));
  }

  /** The ACLs of the denial that the broker has. */
  public Set<AclBinding> denial() {
    try {
      return admin.describeAcls(AclBindingFilter.ANY).values().get().stream()
          .filter(Denial::has)
          .collect(Collectors.toSet());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the User Operator does that is not told to spare it. */
  void removeDenial() {
    Collection<AclBindingFilter> all =
        denial().stream().map(AclBinding::toFilter).collect(Collectors.toSet());
    try {
      Object unused = admin.deleteAcls(all).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Brings it to a level, which has to succeed. */
  JsonNode bring(String level, Map<String, ?> more) {
    JsonNode answer = call(level, more);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer;
  }

  /** Brings it to a level. */
  JsonNode call(String level, Map<String, ?> more) {
    return Modules.call(new FenceModule(), options(level, more));
  }

  Map<String, Object> options(String level, Map<String, ?> more) {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", KafkaSite.pair("prod", namespace, "dr", namespace + "-not-asked"));
    options.put("access", Map.of("prod", level));
    options.putAll(Map.of("listener", "clients", "user", OWN, "probe_user", PROBE));
    options.put("super_users", Map.of("prod", List.of(OWN)));
    options.putAll(more);
    return options;
  }

  /** How a user gets in. */
  KafkaAccess access(String user) {
    return new KafkaAccess(
        kafka.address("clients"),
        true,
        List.of(kafka.authority()),
        Optional.of(new KafkaAccess.Password(user, RealKafka.PASSWORD)));
  }

  /** A producer of a user, of which nothing is idempotent. */
  public Producer<String, String> producer(String user) {
    Map<String, Object> settings = new HashMap<>(access(user).properties());
    settings.put("enable.idempotence", false);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  public ProducerRecord<String, String> record(String value) {
    return new ProducerRecord<>(topic, value);
  }

  /** A client {@code shop} that has written in a transaction. */
  Producer<String, String> shop(String transaction) {
    return writing(access(SHOP).properties(), transaction);
  }

  /** Somebody whom no ACL stops, in the middle of a transaction. */
  Producer<String, String> superUser(String transaction) {
    return writing(Map.of("bootstrap.servers", kafka.address("plain")), transaction);
  }

  /** A client {@code shop} that has only begun a transaction. */
  Producer<String, String> beginning(String transaction) {
    return beginning(access(SHOP).properties(), transaction);
  }

  private static Producer<String, String> beginning(Map<String, ?> access, String transaction) {
    Map<String, Object> settings = new HashMap<>(access);
    settings.put("transactional.id", transaction);
    Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  private Producer<String, String> writing(Map<String, ?> access, String transaction) {
    Producer<String, String> producer = beginning(access, transaction);
    try {
      Object unused = producer.send(record(transaction)).get();
    } catch (Exception e) {
      producer.close();
      throw new IllegalStateException(e);
    }
    return producer;
  }

  /** A group of the client {@code shop}, without members. */
  ConsumerGroupMetadata group(String name) {
    Map<String, Object> settings = new HashMap<>(access(SHOP).properties());
    settings.put("group.id", name);
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      return consumer.groupMetadata();
    }
  }

  /** Others use the same broker. */
  @Override
  public void close() {
    removeDenial();
    admin.close();
    USERS.forEach(kafka::forbid);
  }
}
