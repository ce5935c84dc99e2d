package dev.strimzidr.drift;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.mirror.MirrorInfoModule;
import dev.strimzidr.mirror.TestMirror;
import dev.strimzidr.testing.KafkaSite;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import dev.strimzidr.testing.RealKafka;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two real clusters that ought to be alike. What other tests have left there differs too: all that
 * is looked at begins with {@code drift-}.
 */
class DriftTest {
  private static final String PROD = "drift-prod";
  private static final String DR = "drift-dr";
  private static final RealKafka ACTIVE = RealKafka.other();
  private static final RealKafka STANDBY = RealKafka.get();

  private static final AclBinding DENIED =
      new AclBinding(
          new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
          new AccessControlEntry("User:*", "*", WRITE, AclPermissionType.DENY));

  private static final String LIMIT = "max.message.bytes";

  private static JsonNode drift;

  @BeforeAll
  static void compare() {
    make(PROD, ACTIVE);
    make(DR, STANDBY);
    STANDBY.topic("__drift-dr-offset", Map.of());
    RealApi.kubectlWith(TestMirror.yaml(DR, "mirror", PROD, DR, "running"), "apply", "-f-");
    topics();
    users();
    rights();
    drift = drift();
  }

  @AfterAll
  static void forbid() {
    for (String user :
        List.of("drift-client", "drift-mirror", "drift-mirror-too", "drift-stray", "*")) {
      ACTIVE.forbid(user);
      STANDBY.forbid(user);
    }
  }

  private static void topics() {
    Map<String, String> week = Map.of("retention.ms", "604800000");
    for (RealKafka kafka : List.of(ACTIVE, STANDBY)) {
      kafka.topic("drift-dr-same", week);
    }
    ACTIVE.topic("drift-dr-missing", Map.of());
    STANDBY.topic("drift-dr-surplus", Map.of());
    ACTIVE.topic(new NewTopic("drift-dr-wider", 2, (short) 1));
    STANDBY.topic(new NewTopic("drift-dr-wider", 1, (short) 1));
    ACTIVE.topic("drift-dr-other", Map.of("retention.ms", "1000", "cleanup.policy", "compact"));
    STANDBY.topic("drift-dr-other", week);
    ACTIVE.topic("drift-not-mirrored", Map.of());
    for (RealKafka kafka : List.of(ACTIVE, STANDBY)) {
      kafka.topic("drift-dr-unsafe", Map.of("min.insync.replicas", "2"));
    }
  }

  private static void users() {
    ACTIVE.user("drift-client");
    STANDBY.user("drift-client");
    ACTIVE.user("drift-missing");
    STANDBY.user("drift-surplus");
    ACTIVE.user("drift-mirror");
    STANDBY.user("drift-mirror-too");
  }

  private static void rights() {
    // As it should be: the same at both sites, but for those who write at one of them.
    ACTIVE.allow("drift-client", "drift-dr-same", READ, WRITE, DESCRIBE);
    STANDBY.allow("drift-client", "drift-dr-same", READ, WRITE, DESCRIBE);
    ACTIVE.allow("drift-mirror", "drift-dr-same", READ, WRITE);
    STANDBY.allow("drift-mirror-too", "drift-dr-same", WRITE);
    // A fence, as a standby has it.
    STANDBY.allow(List.of(DENIED));

    ACTIVE.allow("drift-client", "drift-dr-other", READ, DESCRIBE);
    STANDBY.allow("drift-client", "drift-dr-other", READ);
    STANDBY.allow("drift-stray", "drift-dr-same", WRITE);
  }

  @Test
  void aTopicThatIsAtOneSiteOnlyOrHasOtherPartitionsIsNamed() {
    assertThat(named("topics"))
        .containsExactlyInAnyOrder(
            "drift-dr-missing is not at the standby",
            "drift-dr-surplus is only at the standby",
            "drift-dr-wider has 2 partitions, at the standby 1");
  }

  @Test
  void aSettingThatDiffersIsNamed() {
    assertThat(named("settings"))
        .containsExactlyInAnyOrder(
            "drift-dr-other: cleanup.policy is compact, at the standby not set",
            "drift-dr-other: retention.ms is 1000, at the standby 604800000");
  }

  @Test
  void aUserThatIsAtOneSiteOnlyIsNamed() {
    assertThat(named("users"))
        .containsExactlyInAnyOrder(
            "drift-missing is not at the standby", "drift-surplus is only at the standby");
  }

  @Test
  void rightsAreComparedButForTheDenialOfAStandby() {
    assertThat(named("acls"))
        .containsExactlyInAnyOrder(
            "drift-client may DESCRIBE topic drift-dr-other, not at the standby",
            "drift-stray may WRITE topic drift-dr-same, only at the standby");
    assertThat(drift.path("acls").toString()).doesNotContain("\"* may");
  }

  @Test
  void aTopicThatWouldTakeNoWritesIsNamed() {
    assertThat(named("not_writable"))
        .containsExactly("drift-dr-unsafe: a partition has 1 in sync at the standby, and needs 2");
  }

  @Test
  void whatBrokersGiveToTopicsIsCompared() {
    Map<String, String> taken =
        Map.of("min.insync.replicas", "2", "retention.ms", "1000", "segment.ms", "1");
    Map<String, String> other =
        Map.of("min.insync.replicas", "1", "retention.ms", "1000", "segment.ms", "2");
    Snapshot active = snapshot(3, Map.of("a", taken, "b", taken, "c", taken));
    Snapshot standby = snapshot(1, Map.of("a", other, "b", other));
    assertThat(new Drift(active, standby, Set.of()).differences().get("capacity"))
        .containsExactly(
            "3 brokers are alive, at the standby 1",
            "what brokers give to a and 1 more: min.insync.replicas is 2, at the standby 1");
    assertThat(new Drift(standby, active, Set.of()).differences().get("not_writable"))
        .containsExactly(
            "a: a partition has 1 in sync at the standby, and needs 2",
            "b: a partition has 1 in sync at the standby, and needs 2",
            "c: a partition has 1 in sync at the standby, and needs 2");
    assertThat(new Drift(active, active, Set.of()).differences().get("capacity")).isEmpty();
  }

  @Test
  void partitionsOnTheirWayToOtherBrokersAreNamed() {
    Snapshot still = snapshot(3, Map.of());
    Snapshot moving =
        new Snapshot(3, Map.of(), Set.of(), Set.of(), new TreeSet<>(Set.of("a-1", "a-0")));
    assertThat(new Drift(still, moving, Set.of()).differences().get("reassigned"))
        .containsExactly(
            "2 partitions are being moved to other brokers at the standby, such as a-0");
    assertThat(new Drift(still, still, Set.of()).differences().get("reassigned")).isEmpty();
  }

  @Test
  void whatAMirrorCouldNotCopyIsNamedBeforeItComes() {
    Snapshot active =
        new Snapshot(
            3,
            Map.of(
                "big", topic(Map.of(LIMIT, "5000000"), Map.of()),
                "huge", topic(Map.of(LIMIT, "80000000"), Map.of()),
                "plain", topic(Map.of(), Map.of(LIMIT, "1048588"))),
            Set.of(),
            Set.of(),
            Set.of());
    Snapshot standby =
        new Snapshot(
            3,
            Map.of(
                "big", topic(Map.of(), Map.of(LIMIT, "1048588")),
                "huge", topic(Map.of(LIMIT, "80000000"), Map.of()),
                "plain", topic(Map.of(), Map.of(LIMIT, "2000000"))),
            Set.of(),
            Set.of(),
            Set.of());
    assertThat(RecordLimits.tooSmall(active, standby, 67108864))
        .containsExactlyInAnyOrder(
            "big takes 5000000 bytes, at the standby only 1048588",
            "huge takes 80000000 bytes, the mirror sends at most 67108864");
    assertThat(RecordLimits.tooSmall(active, active, 80000000)).isEmpty();
  }

  private static Snapshot.Topic topic(Map<String, String> settings, Map<String, String> taken) {
    return new Snapshot.Topic(1, 1, settings, taken);
  }

  private static Snapshot snapshot(int brokers, Map<String, Map<String, String>> taken) {
    Map<String, Snapshot.Topic> topics = new TreeMap<>();
    taken.forEach(
        (name, settings) -> topics.put(name, new Snapshot.Topic(1, 1, Map.of(), settings)));
    return new Snapshot(brokers, topics, Set.of(), Set.of(), Set.of());
  }

  private static List<String> named(String what) {
    return drift
        .path(what)
        .valueStream()
        .map(JsonNode::asText)
        .filter(difference -> difference.startsWith("drift-"))
        .toList();
  }

  private static JsonNode drift() {
    Map<String, Object> options = new HashMap<>();
    options.put("sites", KafkaSite.pair("prod", PROD, "dr", DR));
    options.putAll(
        Map.of("source", "prod", "name", "mirror", "listener", "plain", "user", "nobody"));
    options.putAll(
        Map.of(
            "compare",
            true,
            "groups",
            false,
            "site_users",
            List.of("drift-mirror", "drift-mirror-too")));
    JsonNode answer = Modules.call(new MirrorInfoModule(), options);
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    return answer.path("drift");
  }

  private static void make(String site, RealKafka kafka) {
    KafkaSite.create(
        site, Map.of("plain", new KafkaSite.Given(kafka.address("plain"), "", false)), Map.of());
  }
}
