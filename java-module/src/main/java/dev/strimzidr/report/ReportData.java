package dev.strimzidr.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as JSON, and its short form. No I/O. */
final class ReportData {
  /** How many notes the short form has; the page and the JSON have all. */
  static final int NOTES = 10;

  static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final List<String> TABLES = List.of("groups", "tail", "notes");

  private ReportData() {}

  /** The whole report. */
  static String json(MoveReport report) {
    try {
      return JSON.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The report without what grows with topics and groups, of which it has the numbers: what AWX
   * keeps with a job, and a screen shows.
   */
  static Map<String, @Nullable Object> summary(MoveReport report) {
    Map<String, @Nullable Object> summary =
        new LinkedHashMap<>(JSON.convertValue(report, new TypeReference<Map<String, Object>>() {}));
    summary.keySet().removeAll(TABLES);
    Positions positions = Positions.of(report.groups());
    summary.put("groups", report.groups().size());
    summary.put("positions", positions.all());
    summary.put("positions_exact", positions.exact());
    summary.put("records_exported", report.tail().getOrDefault("records", 0));
    summary.put("notes", report.notes().stream().limit(NOTES).toList());
    summary.put("more_notes", Math.max(0, report.notes().size() - NOTES));
    return summary;
  }
}
