package dev.strimzidr.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.testing.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a tail is exported, from a real broker. */
class TailExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path temporary;

  @BeforeAll
  static void prepare() {
    OldSite.createOnce();
  }

  private Path directory() {
    return temporary.resolve("a/tail");
  }

  @Test
  void everyByteOfARecordIsKept() {
    OldSite.topic("export-bytes", 2, Map.of());
    byte[] binary = new byte[256];
    for (int i = 0; i < binary.length; i++) {
      binary[i] = (byte) i;
    }
    try (Producer<byte[], byte[]> producer = OldSite.producer(Map.of())) {
      var bytes =
          producer.send(
              new ProducerRecord<>(
                  "export-bytes",
                  1,
                  1_767_225_600_123L,
                  binary,
                  binary,
                  List.of(
                      new RecordHeader("twice", binary),
                      new RecordHeader("twice", (byte[]) null),
                      new RecordHeader("ü \"", new byte[0]))));
      var tombstone =
          producer.send(new ProducerRecord<>("export-bytes", 1, OldSite.bytes("k"), null));
      var nothing = producer.send(new ProducerRecord<>("export-bytes", 1, null, new byte[0]));
      producer.flush();
      assertThat(Stream.of(bytes, tombstone, nothing))
          .allMatch(java.util.concurrent.Future::isDone);
    }

    JsonNode answer =
        OldSite.export("export-bytes", OldSite.copied("export-bytes", null, null), directory());

    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("changed").asBoolean()).isTrue();
    List<JsonNode> lines = OldSite.lines(directory(), "export-bytes", 1);
    assertThat(lines).hasSize(3);
    JsonNode first = lines.getFirst();
    assertThat(first.path("topic").asText()).isEqualTo("export-bytes");
    assertThat(first.path("partition").asInt()).isEqualTo(1);
    assertThat(first.path("offset").asLong()).isZero();
    assertThat(first.path("timestamp").asLong()).isEqualTo(1_767_225_600_123L);
    assertThat(first.path("timestamp_type").asText()).isEqualTo("CreateTime");
    assertThat(OldSite.binary(first.path("key_base64"))).isEqualTo(binary);
    assertThat(OldSite.binary(first.path("value_base64"))).isEqualTo(binary);
    assertThat(first.path("headers"))
        .extracting(header -> header.path("key").asText())
        .containsExactly("twice", "twice", "ü \"");
    assertThat(OldSite.binary(first.path("headers").path(0).path("value_base64")))
        .isEqualTo(binary);
    assertThat(first.path("headers").path(1).path("value_base64").isNull()).isTrue();
    assertThat(first.path("headers").path(2).path("value_base64").asText("none")).isEmpty();
    assertThat(OldSite.binary(lines.get(1).path("key_base64"))).isEqualTo(OldSite.bytes("k"));
    assertThat(lines.get(1).path("value_base64").isNull()).isTrue();
    assertThat(lines.get(2).path("key_base64").isNull()).isTrue();
    assertThat(lines.get(2).path("value_base64").asText("none")).isEmpty();
    assertThat(lines.get(2).path("headers")).isEmpty();
    assertThat(Files.exists(OldSite.file(directory(), "export-bytes", 0))).isFalse();
    assertThat(answer.path("bytes").asLong()).isEqualTo(256 * 3 + 5 + 5 + 4 + 1);
  }

  @Test
  void theManifestSaysWhatTheExportIs() throws IOException {
    fill("export-manifest");

    JsonNode answer =
        OldSite.export("export-manifest", OldSite.copied("export-manifest", 0L), directory());

    JsonNode manifest = OldSite.manifest(directory());
    assertThat(manifest.path("format").asInt()).isEqualTo(1);
    assertThat(manifest.path("complete").asBoolean()).isTrue();
    assertThat(manifest.path("source").asText()).isEqualTo("prod");
    assertThat(manifest.path("cluster_id").asText())
        .isNotBlank()
        .isEqualTo(answer.path("cluster_id").asText());
    assertThat(manifest.path("fork_points").toString())
        .isEqualTo(
            JSON.readTree(
                    """
                    {"from": "prod", "to": "dr", "at": "2026-01-31T12:00:00Z",
                     "topics": {"export-manifest": {"copied": [0], "ends": [1]}}}
                    """)
                .toString());
    JsonNode file = manifest.path("files").path(0);
    assertThat(file.path("file").asText()).isEqualTo("records/export-manifest/0.jsonl.gz");
    assertThat(file.path("records").asLong()).isEqualTo(3);
    assertThat(file.path("first").asLong()).isEqualTo(1);
    assertThat(file.path("last").asLong()).isEqualTo(3);
    assertThat(file.path("sha256").asText())
        .isEqualTo(Checksums.sha256(OldSite.file(directory(), "export-manifest", 0)));
    assertThat(modes(directory()))
        .containsOnly("rwx------ folder", "rw------- file")
        .hasSizeGreaterThan(3);
  }

  @Test
  void exportingAgainVerifiesAndChangesNothing() throws IOException {
    fill("export-again");
    OldSite.committed("export-again", "export-again", 0, 3);
    Map<String, Object> points = OldSite.copied("export-again", 0L);

    JsonNode first = OldSite.export("export-again", points, directory());
    String written = Files.readString(directory().resolve("manifest.json"));
    JsonNode second = OldSite.export("export-again", points, directory());

    assertThat(first.path("changed").asBoolean()).isTrue();
    assertThat(second.path("changed").asBoolean()).as(second.toString()).isFalse();
    for (String field : List.of("records", "bytes", "partitions", "groups", "problems")) {
      assertThat(second.path(field)).as(field).isEqualTo(first.path(field));
    }
    assertThat(second.path("groups").path(0).path("read").asLong()).isEqualTo(2);
    assertThat(directory().resolve("manifest.json")).hasContent(written);
  }

  @Test
  void aTailOfNothingIsAnExportToo() {
    OldSite.topic("export-empty", 1, Map.of());

    JsonNode first =
        OldSite.export("export-empty", OldSite.copied("export-empty", (Long) null), directory());
    JsonNode second =
        OldSite.export("export-empty", OldSite.copied("export-empty", (Long) null), directory());

    assertThat(first.path("changed").asBoolean()).isTrue();
    assertThat(second.path("changed").asBoolean()).isFalse();
    assertThat(OldSite.manifest(directory()).path("complete").asBoolean()).isTrue();
    assertThat(OldSite.manifest(directory()).path("files")).isEmpty();
  }

  @Test
  void checkModeCountsAndWritesNothing() throws IOException {
    fill("export-check");
    Map<String, Object> options =
        OldSite.options(
            "export-check", OldSite.copied("export-check", 0L), OldSite.exported(directory()));

    JsonNode before = Modules.check(new TailModule(), options);
    boolean written = Files.exists(directory());
    JsonNode real = Modules.call(new TailModule(), options);
    List<String> names = names(directory());
    JsonNode after = Modules.check(new TailModule(), options);

    assertThat(before.path("changed").asBoolean()).as(before.toString()).isTrue();
    assertThat(before.path("records").asLong()).isEqualTo(3);
    assertThat(written).isFalse();
    assertThat(real.path("changed").asBoolean()).isTrue();
    assertThat(after.path("changed").asBoolean()).isFalse();
    assertThat(names(directory())).isEqualTo(names);
  }

  @Test
  void whatATransactionHeldBackIsAddedWhenItHasEnded() {
    OldSite.topic("export-open", 1, Map.of());
    OldSite.write("export-open", 0, "copied", "a");
    Map<String, Object> points = OldSite.copied("export-open", 0L);
    try (Producer<byte[], byte[]> producer = OldSite.transactional("export-open")) {
      producer.beginTransaction();
      OldSite.send(producer, "export-open", 0, "b");
      OldSite.write("export-open", 0, "c");

      JsonNode open = OldSite.export("export-open", points, directory());

      assertThat(open.path("reason").asText()).as(open.toString()).isEqualTo("contradiction");
      assertThat(open.path("msg").asText())
          .contains("a transaction is open", "accept takes open_transaction");
      assertThat(open.path("changed").asBoolean()).isTrue();
      assertThat(OldSite.manifest(directory()).path("complete").asBoolean()).isFalse();
      assertThat(OldSite.values(directory(), "export-open", 0)).containsExactly("a");
      producer.commitTransaction();
      OldSite.awaitEnded("export-open");
    }
    OldSite.deleteBefore("export-open", 0, 2); // what is exported needs no source any more

    JsonNode ended = OldSite.export("export-open", points, directory());
    JsonNode again = OldSite.export("export-open", points, directory());

    assertThat(ended.path("failed").asBoolean()).as(ended.toString()).isFalse();
    assertThat(ended.path("lost_to_retention").asLong()).isZero();
    assertThat(OldSite.values(directory(), "export-open", 0)).containsExactly("a", "b", "c");
    assertThat(OldSite.manifest(directory()).path("complete").asBoolean()).isTrue();
    assertThat(OldSite.manifest(directory()).path("files").path(0).path("records").asLong())
        .isEqualTo(3);
    assertThat(again.path("changed").asBoolean()).as(again.toString()).isFalse();
  }

  @Test
  void aHoleHasToBeAccepted() {
    OldSite.topic("export-hole", 1, Map.of());
    OldSite.write("export-hole", 0, "a", "b", "c", "d");
    OldSite.deleteBefore("export-hole", 0, 3);
    Map<String, Object> points = OldSite.copied("export-hole", 0L);

    JsonNode refused = OldSite.export("export-hole", points, directory());
    Map<String, Object> options = OldSite.options("export-hole", points, Map.of());
    options.putAll(OldSite.exported(directory()));
    options.put("accept", List.of("retention"));
    JsonNode accepted = Modules.call(new TailModule(), options);

    assertThat(refused.path("msg").asText())
        .as(refused.toString())
        .contains("retention deleted 2 offsets from 1 on", "accept takes retention");
    assertThat(accepted.path("failed").asBoolean()).as(accepted.toString()).isFalse();
    assertThat(accepted.path("changed").asBoolean()).isFalse();
    assertThat(accepted.path("lost_to_retention").asLong()).isEqualTo(2);
    assertThat(OldSite.values(directory(), "export-hole", 0)).containsExactly("d");
    assertThat(OldSite.manifest(directory()).path("lost_to_retention").asLong()).isEqualTo(2);
  }

  @Test
  void aDamagedFileIsMadeAgain() throws IOException {
    fill("export-damaged");
    Map<String, Object> points = OldSite.copied("export-damaged", 0L);
    OldSite.export("export-damaged", points, directory());
    Path file = OldSite.file(directory(), "export-damaged", 0);
    String sum = Checksums.sha256(file);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);

    JsonNode repaired = OldSite.export("export-damaged", points, directory());
    Files.delete(file);
    JsonNode replaced = OldSite.export("export-damaged", points, directory());

    assertThat(repaired.path("changed").asBoolean()).as(repaired.toString()).isTrue();
    assertThat(repaired.path("damaged").path(0).asText())
        .isEqualTo("records/export-damaged/0.jsonl.gz");
    assertThat(replaced.path("changed").asBoolean()).isTrue();
    assertThat(Checksums.sha256(file)).isEqualTo(sum);
    assertThat(OldSite.values(directory(), "export-damaged", 0)).containsExactly("b", "c", "d");
  }

  @Test
  void aDamagedFileThatTheSourceCannotMakeAgainIsKeptAside() throws IOException {
    fill("export-aside");
    Map<String, Object> points = OldSite.copied("export-aside", 0L);
    OldSite.export("export-aside", points, directory());
    Path file = OldSite.file(directory(), "export-aside", 0);
    Files.writeString(file, "more", StandardOpenOption.APPEND);
    byte[] content = Files.readAllBytes(file);
    OldSite.deleteBefore("export-aside", 0, 3);

    JsonNode answer = OldSite.export("export-aside", points, directory());

    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("contradiction");
    assertThat(answer.path("lost_to_retention").asLong()).isEqualTo(2);
    assertThat(OldSite.values(directory(), "export-aside", 0)).containsExactly("d");
    assertThat(file.resolveSibling("0.jsonl.gz.damaged-1")).hasBinaryContent(content);
  }

  @Test
  void aRunThatWasKilledIsGoneOnWith() throws IOException {
    fill("export-killed");
    fill("export-killed-too");
    Map<String, Object> points =
        OldSite.points(
            Map.of(
                "export-killed", Map.of("copied", List.of(0), "ends", List.of(1)),
                "export-killed-too", Map.of("copied", List.of(0), "ends", List.of(1))));
    OldSite.export("export-killed.*", points, directory());
    JsonNode whole = OldSite.manifest(directory());
    // What stands there when it is killed in the second file.
    ObjectNode cut = whole.deepCopy();
    cut.put("complete", false);
    ((com.fasterxml.jackson.databind.node.ArrayNode) cut.path("files")).remove(1);
    JSON.writeValue(directory().resolve("manifest.json").toFile(), cut);
    Path second = OldSite.file(directory(), "export-killed-too", 0);
    Files.move(second, second.resolveSibling("0.jsonl.gz.part"));

    JsonNode answer = OldSite.export("export-killed.*", points, directory());

    assertThat(answer.path("changed").asBoolean()).as(answer.toString()).isTrue();
    assertThat(OldSite.manifest(directory()).path("files")).isEqualTo(whole.path("files"));
    assertThat(names(directory())).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void aTopicThatWasMadeAgainIsNotMixedIn() {
    fill("export-remade");
    Map<String, Object> points = OldSite.copied("export-remade", 0L);
    OldSite.export("export-remade", points, directory());
    OldSite.admin(admin -> admin.deleteTopics(List.of("export-remade")).all().get());
    org.awaitility.Awaitility.await("the topic to be gone")
        .atMost(java.time.Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> {
          fill("export-remade");
          return true;
        });
    OldSite.write("export-remade", 0, "e", "f");

    JsonNode answer = OldSite.export("export-remade", points, directory());

    assertThat(answer.path("msg").asText())
        .as(answer.toString())
        .contains("made again after it was exported");
    assertThat(OldSite.values(directory(), "export-remade", 0)).containsExactly("b", "c", "d");
  }

  @Test
  void theExportOfAnotherTailIsLeftAlone() throws IOException {
    fill("export-foreign");
    OldSite.export("export-foreign", OldSite.copied("export-foreign", 0L), directory());
    Map<String, String> content = content(directory());

    Map<String, Object> later = new HashMap<>(OldSite.copied("export-foreign", 0L));
    later.put("at", "2026-02-01T12:00:00Z");
    JsonNode otherMove = OldSite.export("export-foreign", later, directory());

    assertThat(otherMove.path("reason").asText()).as(otherMove.toString()).isEqualTo("conflict");
    assertThat(otherMove.path("msg").asText())
        .contains("fork points of 2026-01-31T12:00:00Z", "fork points of 2026-02-01T12:00:00Z");
    assertThat(content(directory())).isEqualTo(content);

    Path file = directory().resolve("manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    manifest.put("cluster_id", "another");
    JSON.writeValue(file.toFile(), manifest);
    JsonNode otherCluster =
        OldSite.export("export-foreign", OldSite.copied("export-foreign", 0L), directory());

    assertThat(otherCluster.path("reason").asText()).isEqualTo("conflict");
    assertThat(otherCluster.path("msg").asText()).contains("cluster another");
  }

  @Test
  void aFolderWithSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("letter.txt"), "dear");

    JsonNode other = OldSite.export("nothing", OldSite.points(Map.of()), directory());
    JsonNode noFolder =
        OldSite.export("nothing", OldSite.points(Map.of()), directory().resolve("letter.txt"));

    assertThat(other.path("reason").asText()).as(other.toString()).isEqualTo("conflict");
    assertThat(other.path("msg").asText()).contains("it has no manifest.json, but letter.txt");
    assertThat(noFolder.path("reason").asText()).as(noFolder.toString()).isEqualTo("storage");
    assertThat(names(directory())).contains("letter.txt").doesNotContain("manifest.json");
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothingHalfNamed() throws IOException {
    fill("export-unwritable");
    fill("export-writable");
    OldSite.export("export-writable", OldSite.copied("export-writable", 0L), directory());
    Files.createDirectories(
        OldSite.file(directory(), "export-unwritable", 0).resolve("in-the-way"));
    JsonNode answer =
        OldSite.export("export-(un)?writable", OldSite.copied("export-writable", 0L), directory());

    assertThat(answer.path("reason").asText()).as(answer.toString()).isEqualTo("storage");
    assertThat(answer.path("msg").asText()).contains("export-unwritable/0.jsonl.gz");
    assertThat(names(directory())).noneMatch(name -> name.endsWith(".part"));
    assertThat(OldSite.manifest(directory()).path("complete").asBoolean()).isFalse();
  }

  @Test
  void aDirectoryHasToBeNamed() {
    JsonNode answer =
        Modules.call(
            new TailModule(),
            OldSite.options("nothing", OldSite.points(Map.of()), Map.of("state", "exported")));

    assertThat(answer.path("msg").asText()).contains("state=exported", "directory");
  }

  private static void fill(String topic) {
    OldSite.topic(topic, 1, Map.of());
    OldSite.write(topic, 0, "a", "b", "c", "d");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.map(path -> String.valueOf(path.getFileName())).sorted().toList();
    }
  }

  private static List<String> modes(Path directory) throws IOException {
    List<String> modes = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.toList()) {
        modes.add(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                + (Files.isDirectory(path) ? " folder" : " file"));
      }
    }
    return modes;
  }

  private static Map<String, String> content(Path directory) throws IOException {
    Map<String, String> content = new HashMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        content.put(path.toString(), Checksums.sha256(path));
      }
    }
    return content;
  }
}
