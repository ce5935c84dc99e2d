package dev.strimzidr.testing;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
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
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** A broker for all tests of a run, in a process of its own. It ends with the JVM. */
public final class RealKafka {
  public static final String HOST = "127.53.0.1";
  public static final String PASSWORD = "a-password-of-tests";

  /** Whom no ACL stops, as soon as it has a password. */
  public static final String SUPER_USER = "strimzi-dr";

  private final Process process;
  private final Map<String, Integer> ports;
  private final TestAuthority authority;
  private final TestAuthority clients;

  private RealKafka(
      Process process, Map<String, Integer> ports, TestAuthority authority, TestAuthority clients) {
    this.process = process;
    this.ports = ports;
    this.authority = authority;
    this.clients = clients;
  }

  private static final class Running {
    private static final RealKafka KAFKA = start();
  }

  private static final class Other {
    private static final RealKafka KAFKA = start();
  }

  public static RealKafka get() {
    return Running.KAFKA;
  }

  /** A cluster of its own, for what takes two. */
  public static RealKafka other() {
    return Other.KAFKA;
  }

  /** What its listeners with TLS are trusted by. */
  public String authority() {
    return authority.certificate();
  }

  /** The certificate of a client, which {@code certificates} lets in. */
  public KeyAndCertificate certificate(String user) {
    return clients.issueTo(user);
  }

  /**
   * The address of a listener: {@code clients}, with TLS and passwords; {@code lost}, the same, but
   * it sends clients to where nobody listens; {@code certificates}, with TLS and certificates of
   * clients; {@code plain}, without any of these; {@code nobody}, where nothing listens.
   */
  public String address(String listener) {
    return HOST + ":" + port(listener);
  }

  public int port(String listener) {
    return java.util.Objects.requireNonNull(ports.get(listener));
  }

  /** Stops its process without ending it, and lets it go on. */
  public void freeze(boolean frozen) {
    try {
      new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", String.valueOf(process.pid()))
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void topic(String name, Map<String, String> settings) {
    topic(new NewTopic(name, Map.of(0, List.of(0))).configs(settings));
  }

  /** A topic of which {@link Follower} has a replica too. */
  public void followedTopic(String name) {
    topic(new NewTopic(name, Map.of(0, List.of(0, 1))));
  }

  public void deleteTopic(String name) {
    try (Admin admin = admin(ports)) {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public void topic(NewTopic topic) {
    try (Admin admin = admin(ports)) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes a record to the first partition, through {@code plain}.
   *
   * @param acks what the producer waits for
   */
  public void write(String topic, String key, String value, String acks) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address("plain"), "acks", acks, "enable.idempotence", false);
    try (Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      Object unused = producer.send(new ProducerRecord<>(topic, 0, key, value)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Up to where consumers can read the first partition: what all replicas in sync have. */
  public long readable(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = admin(ports)) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public void allow(String user, String topic, AclOperation... operations) {
    List<AclBinding> rules = new ArrayList<>();
    for (AclOperation operation : operations) {
      rules.add(
          new AclBinding(
              new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
              new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
    }
    allow(rules);
  }

  public void allow(Collection<AclBinding> rules) {
    try (Admin admin = admin(ports)) {
      admin.createAcls(rules).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes back all that a user was allowed. */
  public void forbid(String user) {
    AclBindingFilter all =
        new AclBindingFilter(
            ResourcePatternFilter.ANY,
            new AccessControlEntryFilter(
                "User:" + user, null, AclOperation.ANY, AclPermissionType.ANY));
    try (Admin admin = admin(ports)) {
      Object unused = admin.deleteAcls(List.of(all)).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a user the password of tests. */
  public void user(String name) {
    try (Admin admin = admin(ports)) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
          .all()
          .get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Admin admin(Map<String, Integer> ports) {
    return Admin.create(
        Map.of(
            "bootstrap.servers", HOST + ":" + ports.get("plain"),
            "default.api.timeout.ms", 5000,
            "request.timeout.ms", 5000));
  }

  /** How many brokers are at work. */
  int brokers() {
    try (Admin admin = admin(ports)) {
      return admin.describeCluster().nodes().get().size();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its ID, with which another broker joins it. */
  String clusterId() {
    try (Admin admin = admin(ports)) {
      return admin.describeCluster().clusterId().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static RealKafka start() {
    try {
      Path folder = Files.createTempDirectory("strimzi-dr-test-kafka");
      Map<String, Integer> ports = ports();
      TestAuthority authority = authorityOfToday();
      TestAuthority clients = authorityOfToday();
      Path file = folder.resolve("server.properties");
      try (OutputStream out = Files.newOutputStream(file)) {
        properties(folder, ports, authority, clients).store(out, null);
      }
      List<String> users = new ArrayList<>();
      for (String user : List.of("writer", "reader", "liar")) {
        users.add("SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, PASSWORD));
      }
      Process process = BrokerMain.start(Uuid.randomUuid().toString(), file, users);
      awaitAnswer(process, ports, folder);
      return new RealKafka(process, ports, authority, clients);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TestAuthority authorityOfToday() {
    return new TestAuthority(Instant.now().minus(Duration.ofHours(1)), Duration.ofDays(30));
  }

  private static void awaitAnswer(Process process, Map<String, Integer> ports, Path folder) {
    try (Admin admin = admin(ports)) {
      Awaitility.await("the broker, see " + folder.resolve("log"))
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .failFast(() -> !process.isAlive())
          .until(() -> admin.describeCluster().nodes().get().size() == 1);
    }
  }

  private static Map<String, Integer> ports() throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    Map<String, Integer> ports = new HashMap<>();
    for (String name :
        List.of("clients", "lost", "certificates", "plain", "controller", "nobody")) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST));
      sockets.add(socket);
      ports.put(name, socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  private static Properties properties(
      Path folder, Map<String, Integer> ports, TestAuthority authority, TestAuthority clients) {
    Properties properties = new Properties();
    String open =
        "CLIENTS://%1$s:%2$d,CERTIFICATES://%1$s:%3$d,PLAIN://%1$s:%4$d"
            .formatted(HOST, ports.get("clients"), ports.get("certificates"), ports.get("plain"));
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "0",
            "controller.quorum.voters", "0@%s:%d".formatted(HOST, ports.get("controller")),
            "controller.listener.names", "CONTROLLER",
            "inter.broker.listener.name", "PLAIN",
            "listeners",
                "%s,LOST://%s:%d,CONTROLLER://%s:%d"
                    .formatted(open, HOST, ports.get("lost"), HOST, ports.get("controller")),
            "advertised.listeners", "%s,LOST://%s:%d".formatted(open, HOST, ports.get("nobody")),
            "listener.security.protocol.map",
                "CLIENTS:SASL_SSL,LOST:SASL_SSL,CERTIFICATES:SSL,PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "log.dirs", folder.resolve("data").toString()));
    properties.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "offsets.topic.replication.factor", "1",
            "log.cleaner.dedupe.buffer.size", "8388608",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "log.cleaner.backoff.ms", "200"));
    properties.putAll(
        Map.of(
            "listener.name.certificates.ssl.client.auth", "required",
            "listener.name.certificates.ssl.truststore.type", "PEM",
            "listener.name.certificates.ssl.truststore.certificates", clients.certificate()));
    properties.putAll(security(authority, "clients", "lost"));
    return properties;
  }

  /** Who is let in by a password, at which listeners, and who may do what. */
  private static Map<String, String> security(TestAuthority authority, String... listeners) {
    KeyAndCertificate own = authority.issue(HOST, "kafka.probe.test", "half.probe.test");
    Map<String, String> security = new HashMap<>();
    security.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
    security.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    security.put("super.users", "User:ANONYMOUS;User:" + SUPER_USER);
    security.put("ssl.keystore.type", "PEM");
    security.put("ssl.keystore.certificate.chain", own.certificate());
    security.put("ssl.keystore.key", own.key());
    for (String listener : listeners) {
      security.put(
          "listener.name.%s.scram-sha-512.sasl.jaas.config".formatted(listener),
          "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }
    return security;
  }

  /** As it is at {@code clients} here, for another broker of the cluster. */
  Map<String, String> security() {
    return security(authority, "clients");
  }
}
