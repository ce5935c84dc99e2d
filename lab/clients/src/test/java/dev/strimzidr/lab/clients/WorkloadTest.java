package dev.strimzidr.lab.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the account finds, of a run between two real brokers. */
class WorkloadTest {
  private static final String TOPIC = "orders";

  @TempDir private static Path shared;
  @TempDir private Path temporary;
  private static Broker old;

  /** The ledgers of a run that nothing happened to. */
  private static Path ledgers;

  private static List<ConsumerRecord<byte[], byte[]>> records;

  @BeforeAll
  static void run() throws Exception {
    old = new Broker(Files.createDirectory(shared.resolve("old")), "127.54.0.1");
    old.topic(TOPIC, 3);
    ledgers = shared.resolve("ledgers");
    Process run = start(old.clientProperties(), ledgers, "--rate=300");
    try {
      Path produced = new Folder(ledgers).produced();
      Awaitility.await("records, and an aborted transaction")
          .atMost(Duration.ofSeconds(90))
          .until(() ->
              Files.exists(produced)
                  && count(produced, Produced.State.ACKNOWLEDGED) > 500
                  && count(produced, Produced.State.ABORTED) > 0);
      end(run, ledgers);
    } finally {
      run.destroyForcibly();
    }
    records = Copy.records(old, TOPIC);
  }

  /** A run in a process of its own. */
  private static Process start(Path properties, Path directory, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Workload.class.getName(), "run", "--topic=" + TOPIC, "--seconds=600"));
    command.add("--properties=" + properties);
    command.add("--directory=" + directory);
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectOutput(out(directory).toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static Path out(Path directory) {
    return directory.resolveSibling(directory.getFileName() + ".out");
  }

  /** SIGTERM: it has to finish its ledgers, and to read all that is there. */
  private static void end(Process run, Path directory) throws Exception {
    run.destroy();
    assertThat(run.waitFor(150, TimeUnit.SECONDS)).as("it has ended").isTrue();
    JsonNode answer = Json.MAPPER.readTree(out(directory).toFile());
    assertThat(answer.path("drained").asBoolean()).as(answer.toString()).isTrue();
  }

  @AfterAll
  static void stop() {
    old.close();
  }

  @Test
  void aRunThatNothingHappenedToAccountsClean() {
    Answer answer = account(old, ledgers);

    JsonNode account = answer.json();
    assertThat(answer.code()).as(answer.text()).isZero();
    assertThat(account.path("ok").asBoolean()).isTrue();
    assertThat(account.path("acknowledged").asLong())
        .isGreaterThan(500)
        .isEqualTo(account.path("present").asLong())
        .isEqualTo(records.size());
    assertThat(account.path("aborted").asLong()).isPositive();
    assertThat(account.path("unknown").asLong()).isZero();
    assertThat(account.path("groups")).hasSize(3);
    account
        .path("groups")
        .forEach(group ->
            assertThat(group.path("once").asLong())
                .as(group.toString())
                .isEqualTo(account.path("acknowledged").asLong()));
    assertThat(account.path("longest_write_gap_seconds").asDouble()).isPositive();
    assertThat(account.path("write_gaps")).hasSize(Kind.values().length);
  }

  @Test
  void aRecordThatIsNowhereIsLostAndOneThatIsExportedIsNot() throws IOException {
    List<ConsumerRecord<byte[], byte[]>> copied = new ArrayList<>(records);
    ConsumerRecord<byte[], byte[]> missing = copied.remove(Copy.index(copied, by(Kind.PLAIN)));
    ConsumerRecord<byte[], byte[]> there = copied.get(Copy.index(copied, by(Kind.IDEMPOTENT)));
    try (Broker other = other(copied)) {
      Answer without = account(other, ledgers);
      Answer with = account(other, ledgers, "--export=" + export(List.of(missing)));
      Answer twice = account(other, ledgers, "--export=" + export(List.of(missing, there)));

      assertThat(without.code()).as(without.text()).isEqualTo(3);
      assertThat(without.json().path("lost").asLong()).isEqualTo(1);
      assertThat(
              without.json().path("lost_records").path(0).path("produced").path("offset").asLong())
          .isEqualTo(missing.offset());
      assertThat(with.code()).as(with.text()).isZero();
      assertThat(with.json().path("exported").asLong()).isEqualTo(1);
      assertThat(with.json().path("lost").asLong()).isZero();
      assertThat(twice.code()).isEqualTo(3);
      assertThat(twice.json().path("present_and_exported").asLong()).isEqualTo(1);
    }
  }

  @Test
  void aRecordThatIsCopiedTwiceIsADuplicate() throws IOException {
    List<ConsumerRecord<byte[], byte[]>> copied = new ArrayList<>(records);
    int any = Copy.index(copied, by(Kind.IDEMPOTENT));
    copied.add(any + 1, copied.get(any));
    try (Broker other = other(copied)) {
      Answer answer = account(other, ledgers);

      assertThat(answer.code()).as(answer.text()).isEqualTo(3);
      assertThat(answer.json().path("duplicates").asLong()).isEqualTo(1);
      assertThat(answer.json().path("reordered").asLong()).isZero();
      assertThat(answer.json().path("lost").asLong()).isZero();
      assertThat(answer.json().path("faults")).hasSize(1);
    }
  }

  @Test
  void whatAProducerMaySendAgainMayBeThereTwice() throws IOException {
    List<ConsumerRecord<byte[], byte[]>> copied = new ArrayList<>(records);
    ConsumerRecord<byte[], byte[]> first = copied.get(Copy.index(copied, by(Kind.RETRYING)));
    copied.add(first); // behind all others of its key
    try (Broker other = other(copied)) {
      Answer answer = account(other, ledgers, "--export=" + export(List.of(first)));

      assertThat(answer.code()).as(answer.text()).isZero();
      assertThat(answer.json().path("sent_again").asLong()).isEqualTo(2);
      assertThat(answer.json().path("duplicates").asLong()).isZero();
      assertThat(answer.json().path("reordered").asLong()).isZero();
    }
  }

  @Test
  void whatAProducerMaySendAgainMustNotBeLost() throws IOException {
    List<ConsumerRecord<byte[], byte[]>> copied = new ArrayList<>(records);
    copied.remove(Copy.index(copied, by(Kind.RETRYING)));
    try (Broker other = other(copied)) {
      Answer answer = account(other, ledgers);

      assertThat(answer.code()).as(answer.text()).isEqualTo(3);
      assertThat(answer.json().path("lost").asLong()).isEqualTo(1);
    }
  }

  private static Predicate<ConsumerRecord<byte[], byte[]>> by(Kind kind) {
    return record -> new String(record.key(), StandardCharsets.UTF_8).startsWith(kind.word() + "-");
  }

  @Test
  void aKeyThatIsOutOfOrderIsFound() throws IOException {
    List<ConsumerRecord<byte[], byte[]>> copied = firstLate();
    try (Broker other = other(copied)) {
      Answer answer = account(other, ledgers);

      assertThat(answer.code()).as(answer.text()).isEqualTo(3);
      assertThat(answer.json().path("reordered").asLong()).isEqualTo(1);
      assertThat(answer.json().path("unknown_reordered").asLong()).isZero();
      assertThat(answer.json().path("duplicates").asLong()).isZero();
      assertThat(answer.json().path("lost").asLong()).isZero();
    }
  }

  @Test
  void whatItsProducerGaveUpMayComeLate() throws IOException {
    Path givenUp = temporary.resolve("ledgers");
    copyFolder(ledgers, givenUp);
    ConsumerRecord<byte[], byte[]> first = records.getFirst();
    Folder folder = new Folder(givenUp);
    List<Produced> lines = new ArrayList<>();
    Folder.read(folder.produced(), Produced.class, lines::add);
    Produced line =
        lines.stream()
            .filter(known ->
                Objects.equals(known.partition(), first.partition())
                    && Objects.equals(known.offset(), first.offset()))
            .findFirst()
            .orElseThrow();
    try (Ledger ledger = new Ledger(folder.produced())) {
      ledger.add(
          Produced.not(
              Produced.State.UNKNOWN, line.id(), line.producer(), "timeout", Instant.now()));
    }
    List<ConsumerRecord<byte[], byte[]>> copied = firstLate();
    try (Broker other = other(copied)) {
      Answer answer = account(other, givenUp);

      assertThat(answer.code()).as(answer.text()).isZero();
      assertThat(answer.json().path("reordered").asLong()).isZero();
      assertThat(answer.json().path("unknown_reordered").asLong()).isEqualTo(1);
    }
  }

  /** All records, of which the first has changed its place with the next one of its key. */
  private static List<ConsumerRecord<byte[], byte[]>> firstLate() {
    List<ConsumerRecord<byte[], byte[]>> copied = new ArrayList<>(records);
    ConsumerRecord<byte[], byte[]> first = copied.getFirst();
    int later =
        Copy.index(
            copied,
            record ->
                record.offset() != first.offset() && Arrays.equals(record.key(), first.key()));
    Collections.swap(copied, 0, later);
    return copied;
  }

  @Test
  void aGroupThatReadsAgainWhatItHadCommittedIsFound() throws IOException {
    Path again = temporary.resolve("ledgers");
    copyFolder(ledgers, again);
    Folder folder = new Folder(again);
    String group = "workload-second";
    Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      back.putIfAbsent(
          new TopicPartition(TOPIC, record.partition()), new OffsetAndMetadata(record.offset()));
    }
    Void unused = old.ask(admin -> admin.alterConsumerGroupOffsets(group, back).all().get());
    Stopping written = new Stopping();
    written.request();
    try (Ledger ledger = new Ledger(folder.consumed(group));
        Ledger events = new Ledger(folder.events())) {
      new ConsumerWork(
              new ClientSettings(old.clientProperties()),
              folder.info(),
              group,
              Pace.SECOND,
              Duration.ofSeconds(20),
              written,
              new Stopping(),
              ledger,
              new Events(events))
          .run(2);
    }

    Answer answer = account(old, again);
    Answer tolerated = account(old, again, "--tolerate=REREAD");

    assertThat(answer.code()).as(answer.text()).isEqualTo(3);
    JsonNode read = answer.json().path("groups").path(group);
    assertThat(read.path("again_committed").asLong()).isEqualTo(records.size());
    assertThat(read.path("again_uncommitted").asLong()).isZero();
    assertThat(read.path("several_times").path("2").asLong()).isEqualTo(records.size());
    assertThat(answer.json().path("groups").path("workload-record").path("once").asLong())
        .isEqualTo(records.size());
    assertThat(tolerated.code()).as(tolerated.text()).isZero();
  }

  @Test
  void aGroupThatMissesRecordsIsFound() throws IOException {
    Path unread = temporary.resolve("ledgers");
    copyFolder(ledgers, unread);
    Path consumed = new Folder(unread).consumed("workload-record");
    List<String> lines = Files.readAllLines(consumed);
    Files.write(consumed, lines.subList(0, 20));

    Answer answer = account(old, unread);

    assertThat(answer.code()).as(answer.text()).isEqualTo(3);
    assertThat(answer.json().path("groups").path("workload-record").path("never").asLong())
        .isEqualTo(records.size() - 10);
    assertThat(account(old, unread, "--tolerate=UNREAD").code()).isZero();
  }

  @Test
  void clientsAreBuiltAnewAndGoOnAtTheOtherSite() throws Exception {
    try (Broker first =
            new Broker(Files.createDirectory(temporary.resolve("first")), "127.54.0.3");
        Broker second =
            new Broker(Files.createDirectory(temporary.resolve("second")), "127.54.0.4")) {
      first.topic(TOPIC, 2);
      second.topic(TOPIC, 2);
      second.stop();
      Path directory = temporary.resolve("move");
      Path properties =
          Broker.clientProperties(temporary, first.address() + "," + second.address());
      Files.writeString(
          properties,
          """

          delivery.timeout.ms=3000
          request.timeout.ms=1000
          max.block.ms=3000
          linger.ms=0
          """,
          StandardOpenOption.APPEND);
      Process run = start(properties, directory, "--rate=60", "--idle-seconds=5");
      long before;
      try {
        Path produced = new Folder(directory).produced();
        Awaitility.await("records")
            .atMost(Duration.ofSeconds(90))
            .until(() -> Files.exists(produced) && acknowledged(produced) > 100);
        first.stop();
        Awaitility.await("every client to fail that does not move by itself")
            .atMost(Duration.ofSeconds(60))
            .until(() ->
                clients(directory)
                    .filter(client -> !client.equals(Kind.RETRYING.word()))
                    .allMatch(client -> events(directory, client).contains("failed")));
        before = acknowledged(produced);
        second.startAgain();
        Awaitility.await("every producer to go on")
            .atMost(Duration.ofSeconds(90))
            .until(() ->
                Arrays.stream(Kind.values())
                    .allMatch(kind -> events(directory, kind.word()).contains("gap")));
        end(run, directory);
      } finally {
        run.destroyForcibly();
      }
      first.startAgain(); // for nothing but its log
      Awaitility.await("the open transaction to be aborted")
          .atMost(Duration.ofSeconds(40))
          .until(() ->
              end(first, IsolationLevel.READ_COMMITTED)
                  .equals(end(first, IsolationLevel.READ_UNCOMMITTED)));
      List<ConsumerRecord<byte[], byte[]>> tail = Copy.records(first, TOPIC);

      Answer lost = account(second, directory, "--tolerate=UNREAD");
      Answer answer = account(second, directory, "--tolerate=UNREAD", "--export=" + export(tail));

      assertThat(lost.json().path("lost").asLong()).as(lost.text()).isEqualTo(before);
      assertThat(answer.code()).as(answer.text()).isZero();
      assertThat(answer.json().path("exported").asLong()).isEqualTo(before);
      assertThat(answer.json().path("present").asLong()).isPositive();
      for (String group : new Folder(directory).info().groups()) {
        assertThat(events(directory, group)).contains("drained");
      }
      assertThat(answer.json().path("longest_write_gap_seconds").asDouble()).isGreaterThan(1);
    }
  }

  @Test
  void ledgersOfAnotherRunAreNotMixed() {
    Answer answer =
        execute(
            "run",
            "--properties=" + old.clientProperties(),
            "--topic=" + TOPIC,
            "--directory=" + ledgers,
            "--seconds=1");

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.text()).contains("has the ledgers of another run");
  }

  private static Stream<String> clients(Path directory) {
    return Stream.concat(
        Arrays.stream(Kind.values()).map(Kind::word),
        new Folder(directory).info().groups().stream());
  }

  private static Map<TopicPartition, Long> end(Broker broker, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> partitions =
        Map.of(
            new TopicPartition(TOPIC, 0), OffsetSpec.latest(),
            new TopicPartition(TOPIC, 1), OffsetSpec.latest());
    Map<TopicPartition, Long> ends = new HashMap<>();
    broker
        .ask(admin -> admin.listOffsets(partitions, new ListOffsetsOptions(level)).all().get())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private Broker other(List<ConsumerRecord<byte[], byte[]>> copied) throws IOException {
    Broker other = new Broker(Files.createDirectory(temporary.resolve("other")), "127.54.0.2");
    other.topic(TOPIC, 3);
    Copy.write(other, copied);
    return other;
  }

  /** An export as kafka_tail makes it. */
  private Path export(List<ConsumerRecord<byte[], byte[]>> tail) throws IOException {
    Path folder = Files.createTempDirectory(temporary, "export");
    Files.createDirectories(folder.resolve("records/" + TOPIC));
    Base64.Encoder base64 = Base64.getEncoder();
    StringBuilder lines = new StringBuilder();
    for (ConsumerRecord<byte[], byte[]> record : tail) {
      lines
          .append(
              Json.line(
                  Map.of(
                      "topic", record.topic(),
                      "partition", record.partition(),
                      "offset", record.offset(),
                      "key_base64", base64.encodeToString(record.key()),
                      "value_base64", base64.encodeToString(record.value()))))
          .append('\n');
    }
    String file = "records/%s/0.jsonl.gz".formatted(TOPIC);
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(file)))) {
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(
        folder.resolve("manifest.json"),
        Json.line(Map.of("complete", true, "files", List.of(Map.of("file", file)))));
    return folder;
  }

  private static long acknowledged(Path produced) {
    return count(produced, Produced.State.ACKNOWLEDGED);
  }

  private static long count(Path produced, Produced.State state) {
    long[] count = {0};
    Folder.read(
        produced,
        Produced.class,
        line -> {
          if (line.state() == state) {
            count[0]++;
          }
        });
    return count[0];
  }

  private static List<String> events(Path directory, String client) {
    List<String> events = new ArrayList<>();
    Folder.read(
        new Folder(directory).events(),
        JsonNode.class,
        line -> {
          if (line.path("client").asText().equals(client)) {
            events.add(line.path("event").asText());
          }
        });
    return events;
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }

  private static Answer account(Broker at, Path directory, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("account");
    arguments.add("--properties=" + at.clientProperties());
    arguments.add("--directory=" + directory);
    arguments.addAll(List.of(more));
    return execute(arguments.toArray(String[]::new));
  }

  private record Answer(int code, String text) {
    JsonNode json() {
      try {
        return Json.MAPPER.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(text, e);
      }
    }
  }

  private static Answer execute(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    CommandLine command = Workload.commandLine();
    command.setOut(out);
    command.setErr(out);
    return new Answer(command.execute(arguments), text.toString());
  }
}
