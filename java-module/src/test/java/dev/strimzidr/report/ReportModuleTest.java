package dev.strimzidr.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.testing.Modules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ReportModuleTest {
  private static final String EVIL = "<script>alert(\"1\")</script>&'`";

  @TempDir private Path reports;

  @Test
  void writesAPageAndTheSameAsDataIntoAFolderOfTheMove() throws IOException {
    JsonNode result = call(Map.of());
    Path folder = reports.resolve("20261124T220000Z-switchover-prod-to-dr");
    assertThat(result.path("changed").asBoolean()).as(result.toString()).isTrue();
    assertThat(result.path("page").asText()).isEqualTo(folder.resolve("report.html").toString());
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("<title>switchover from prod to dr: done in 21.4 s</title>")
        .contains("<small>clients could not write</small><b>9.3 s</b>")
        .contains("left:25.00%;width:43.46%")
        .contains("<b>dr</b>");
    JsonNode data = new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(data.path("format").asInt()).isEqualTo(1);
    assertThat(data.path("move").path("steps").path(0).path("name").asText())
        .isEqualTo("fence_writes");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-x---");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "report.json");
    }
  }

  @Test
  void aNameThatIsAScriptIsText() throws Exception {
    Map<String, Object> position =
        Map.of("topic", EVIL, "partition", 0, "source", 1, "target", 2, "placed", EVIL);
    Map<String, Object> partition = new HashMap<>();
    partition.put("topic", EVIL);
    partition.put("partition", 0);
    partition.put("records", 1);
    partition.put("oldest", null);
    partition.put("problem", EVIL);
    Map<String, Object> tail =
        Map.of(
            "records",
            1,
            "bytes",
            1,
            "partitions",
            List.of(partition),
            "groups",
            List.of(Map.of("group", EVIL, "topic", EVIL, "partition", 0, "read", 1)));
    Map<String, @Nullable Object> move = new HashMap<>(move());
    move.put("kind", EVIL);
    move.put("from", EVIL);
    move.put("to", EVIL);
    move.put("by", EVIL);
    move.put("steps", List.of(step(EVIL, "22:00:01", "22:00:02")));
    JsonNode result =
        call(
            Map.ofEntries(
                Map.entry("state", "failed"),
                Map.entry("move", move),
                Map.entry("active", EVIL),
                Map.entry("unfenced", List.of(EVIL)),
                Map.entry("failure", Map.of("task", EVIL, "msg", EVIL)),
                Map.entry("at_risk", EVIL),
                Map.entry("notes", List.of(EVIL)),
                Map.entry("aborted_transactions", List.of(EVIL)),
                Map.entry(
                    "findings",
                    List.of(Map.of("level", EVIL, "reason", EVIL, "what", EVIL, "cure", EVIL))),
                Map.entry(
                    "groups",
                    List.of(Map.of("group", EVIL, "kind", EVIL, "partitions", List.of(position)))),
                Map.entry("tail", tail),
                Map.entry("next", List.of(Map.of("command", EVIL, "does", EVIL)))));
    assertThat(result.path("failed").asBoolean()).as(result.toString()).isFalse();
    String page = Files.readString(Path.of(result.path("page").asText()));
    assertThat(page).doesNotContain("<script").doesNotContain("alert(\"");
    Document read = wellFormed(page);
    assertThat(read.getElementsByTagName("script").getLength()).isZero();
    assertThat(text(read)).contains("group " + EVIL + " has read 1 of those of " + EVIL + "-0");
    assertThat(text(read).split(java.util.regex.Pattern.quote(EVIL), -1)).hasSizeGreaterThan(25);
  }

  @Test
  void aMoveThatIsUnderWaySaysWhatFailedAndThatClientsWait() throws IOException {
    Map<String, @Nullable Object> move = new HashMap<>(move());
    move.put("ended", null);
    move.put("opened", null);
    move.put("writes_stopped_seconds", null);
    Map<String, @Nullable Object> drain = new HashMap<>(step("drain", "22:00:16", "22:00:21"));
    drain.put("done", null);
    move.put("steps", List.of(drain));
    JsonNode result =
        call(
            Map.of(
                "state",
                "failed",
                "move",
                move,
                "failure",
                Map.of("task", "Close prod", "msg", "the mirror is not drained")));
    assertThat(Files.readString(Path.of(result.path("page").asText())))
        .contains("switchover from prod to dr: not done, 21.4 s after it began")
        .contains("still, since 22:00:05.3")
        .contains("the mirror is not drained")
        .contains("not done</span>");
  }

  @Test
  void theSummaryDoesNotGrowWithGroups() {
    List<Map<String, Object>> groups =
        IntStream.range(0, 500)
            .mapToObj(number ->
                Map.<String, Object>of(
                    "group",
                    "group-" + number,
                    "partitions",
                    List.of(
                        Map.of(
                            "topic",
                            "t",
                            "partition",
                            0,
                            "placed",
                            number == 0 ? "near" : "exact"))))
            .toList();
    List<String> notes = IntStream.range(0, 50).mapToObj(number -> "note " + number).toList();
    JsonNode summary = call(Map.of("groups", groups, "notes", notes)).path("summary");
    assertThat(summary.path("groups").asInt()).isEqualTo(500);
    assertThat(summary.path("positions_exact").asInt()).isEqualTo(499);
    assertThat(summary.path("notes")).hasSize(10);
    assertThat(summary.path("more_notes").asInt()).isEqualTo(40);
    assertThat(summary.toString()).hasSizeLessThan(2000);
  }

  @Test
  void aRunThatGoesOnKeepsWhatTheOneBeforeHasFound() throws IOException {
    Map<String, Object> group =
        Map.of(
            "group",
            "billing",
            "partitions",
            List.of(Map.of("topic", "t", "partition", 0, "placed", "exact")));
    JsonNode failed =
        call(
            Map.of(
                "state",
                "failed",
                "groups",
                List.of(group),
                "notes",
                List.of("a note"),
                "failure",
                Map.of("task", "Verify", "msg", "no answer"),
                "aborted_transactions",
                List.of("tx")));
    JsonNode done = call(Map.of("aborted_transactions", List.of("tx", "ty")));
    assertThat(done.path("page")).isEqualTo(failed.path("page"));
    assertThat(done.path("summary").path("groups").asInt()).isEqualTo(1);
    assertThat(Files.readString(Path.of(done.path("page").asText())))
        .contains("billing", "a note", "<code>ty</code>", "done in 21.4 s")
        .doesNotContain("no answer");
    JsonNode data = new ObjectMapper().readTree(Path.of(done.path("data").asText()).toFile());
    assertThat(data.path("aborted_transactions")).hasSize(2);
    Files.writeString(Path.of(done.path("data").asText()), "{\"broken");
    assertThat(call(Map.of()).path("failed").asBoolean()).isFalse();
  }

  @Test
  void withoutAFolderItWritesNothingAndSumsUp() {
    JsonNode result = call(Map.of("directory", ""));
    assertThat(result.path("changed").asBoolean()).isFalse();
    assertThat(result.path("page").isNull()).isTrue();
    assertThat(result.path("summary").path("state").asText()).isEqualTo("done");
    assertThat(reports).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(reports.resolve("file"));
    JsonNode result = call(Map.of("directory", file.toString()));
    assertThat(result.path("reason").asText()).isEqualTo("storage");
    assertThat(result.path("msg").asText()).contains("(option directory)").contains(file + "/2026");
  }

  @Test
  void aMoveThatNoModuleHasReturnedIsRefused() {
    JsonNode result = call(Map.of("move", Map.of("steps", "many")));
    assertThat(result.path("reason").asText()).isEqualTo("invalid_argument");
    assertThat(result.path("msg").asText()).startsWith("option move: ");
    assertThat(call(Map.of("move", Map.of("kind", "switchover"))).path("reason").asText())
        .isEqualTo("invalid_argument");
  }

  private JsonNode call(Map<String, ?> different) {
    Map<String, @Nullable Object> arguments = new HashMap<>();
    arguments.put("directory", reports.toString());
    arguments.put("state", "done");
    arguments.put("move", move());
    arguments.put("epoch", 4);
    arguments.put("active", "dr");
    arguments.putAll(different);
    return Modules.call(new ReportModule(), arguments);
  }

  private static Map<String, @Nullable Object> move() {
    Map<String, @Nullable Object> move = new HashMap<>();
    move.put("kind", "switchover");
    move.put("from", "prod");
    move.put("to", "dr");
    move.put("by", "admin@bastion, run 1");
    move.put("begun", at("22:00:00"));
    move.put("ended", "2026-11-24T22:00:21.400Z");
    move.put("seconds", 21.4);
    move.put("steps", List.of(step("fence_writes", "22:00:05", "22:00:08")));
    move.put("writes_stopped", "2026-11-24T22:00:05.350Z");
    move.put("reads_stopped", null);
    move.put("opened", "2026-11-24T22:00:14.650Z");
    move.put("writes_stopped_seconds", 9.3);
    move.put("reads_stopped_seconds", null);
    return move;
  }

  private static Map<String, Object> step(String name, String begun, String done) {
    return Map.of("name", name, "begun", at(begun), "done", at(done), "seconds", 3.0);
  }

  private static String at(String clock) {
    return "2026-11-24T" + clock + "Z";
  }

  private static Document wellFormed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Document page) {
    NodeList bodies = page.getElementsByTagName("body");
    return bodies.item(0).getTextContent();
  }
}
