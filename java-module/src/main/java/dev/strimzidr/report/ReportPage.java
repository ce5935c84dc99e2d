package dev.strimzidr.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A report as one HTML page that needs nothing else. The template escapes all that it is given:
 * names of groups and topics are not ours. No I/O but reading the template.
 */
final class ReportPage {
  private static final String NOT_KNOWN = "not known";

  private final MoveReport report;
  private final MoveReport.Times move;
  private final Spans spans;

  private ReportPage(MoveReport report) {
    this.report = report;
    this.move = report.move();
    this.spans = Spans.of(move);
  }

  static String of(MoveReport report) {
    return template().execute(new ReportPage(report).values());
  }

  private static Template template() {
    try (InputStreamReader text =
        new InputStreamReader(
            Objects.requireNonNull(ReportPage.class.getResourceAsStream("page.html")),
            StandardCharsets.UTF_8)) {
      return Mustache.compiler()
          .escapeHTML(true)
          .emptyStringIsFalse(true)
          .defaultValue("")
          .compile(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("state", report.state().word());
    values.put("title", title());
    values.put("active", report.active());
    values.put("epoch", report.epoch());
    values.put("by", move.by());
    values.put("begun", Spans.day(move.begun()));
    String ended = move.ended();
    values.put("ended", ended == null ? "" : Spans.day(ended));
    values.put("figures", figures());
    values.put("unfenced", report.unfenced());
    MoveReport.Failure failure = report.failure();
    values.put("failure", failure == null ? List.of() : List.of(failure));
    values.put("next", report.next());
    values.put("outages", outages());
    values.put("steps", move.steps().stream().map(this::step).toList());
    values.put("risk", report.atRisk());
    values.put("tail", report.tail().isEmpty() ? List.of() : List.of(report.tail()));
    values.put("aborted", report.abortedTransactions());
    values.put("findings", report.findings());
    values.put("notes", report.notes());
    values.put("groups", report.groups().stream().map(ReportPage::group).toList());
    return values;
  }

  private String title() {
    String took = Spans.words(move.seconds());
    return "%s: %s"
        .formatted(
            move.words(),
            switch (report.state()) {
              case DONE -> "done in " + took;
              case UNDONE -> "undone after " + took;
              case FAILED -> "not done, " + took + " after it began";
            });
  }

  private List<Map<String, String>> figures() {
    List<Map<String, String>> figures = new ArrayList<>();
    figure(figures, "clients could not write", move.writesStopped(), move.writesStoppedSeconds());
    figure(figures, "clients could not read", move.readsStopped(), move.readsStoppedSeconds());
    Positions positions = Positions.of(report.groups());
    if (positions.all() > 0) {
      figures.add(
          Map.of(
              "name",
              "positions at the next record",
              "value",
              "%d of %d".formatted(positions.exact(), positions.all())));
    }
    Object exported = report.tail().get("records");
    if (exported != null) {
      figures.add(Map.of("name", "records exported", "value", exported.toString()));
    }
    return figures;
  }

  /** A time that clients waited: until now where they still do. */
  private void figure(
      List<Map<String, String>> figures,
      String name,
      @Nullable String since,
      @Nullable Double seconds) {
    if (since == null) {
      return;
    }
    String still = move.opened() == null ? "still, since " + Spans.clock(since) : NOT_KNOWN;
    figures.add(Map.of("name", name, "value", seconds == null ? still : Spans.words(seconds)));
  }

  private List<Map<String, String>> outages() {
    List<Map<String, String>> outages = new ArrayList<>();
    outage(outages, "no writes", move.writesStopped());
    outage(outages, "no reads", move.readsStopped());
    return outages;
  }

  /** Where a moment before the begin stands, a move that was taken over had kept clients out. */
  private void outage(List<Map<String, String>> outages, String name, @Nullable String since) {
    String opened = move.opened();
    if (since != null
        && (opened == null || !Instant.parse(opened).isBefore(Instant.parse(since)))) {
      outages.add(
          Map.of(
              "name", name,
              "from", Spans.clock(since),
              "style", spans.style(since, opened)));
    }
  }

  private Map<String, String> step(MoveReport.Step step) {
    return Map.of(
        "name", step.name(),
        "from", Spans.clock(step.begun()),
        "took", step.done() == null ? "not done" : Spans.words(step.seconds()),
        "open", step.done() == null ? "open" : "",
        "style", spans.style(step.begun(), step.done()));
  }

  private static Map<String, Object> group(MoveReport.Group group) {
    Positions positions = Positions.of(List.of(group));
    return Map.of(
        "group", group.group(),
        "kind", Objects.requireNonNullElse(group.kind(), ""),
        "all", positions.all(),
        "exact", positions.exact(),
        "less", positions.exact() < positions.all() ? "less" : "",
        "positions", group.partitions().stream().map(ReportPage::position).toList());
  }

  private static Map<String, Object> position(MoveReport.Position position) {
    return Map.of(
        "partition", position.topic() + "-" + position.partition(),
        "source", offset(position.source()),
        "target", offset(position.target()),
        "placed", position.placed());
  }

  private static String offset(@Nullable Long offset) {
    return offset == null ? NOT_KNOWN : offset.toString();
  }
}
