package dev.strimzidr.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A result as the one JSON object that Ansible reads. */
final class ResultWriter {
  private ResultWriter() {}

  /**
   * The object.
   *
   * @param warnings what servers warned of; Ansible prints them
   */
  static String json(Result result, List<String> warnings) throws JsonProcessingException {
    Map<String, @Nullable Object> document = document(result);
    if (!warnings.isEmpty()) {
      document.put("warnings", warnings);
    }
    return new ObjectMapper().writeValueAsString(document);
  }

  private static Map<String, @Nullable Object> document(Result result) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    switch (result) {
      case Result.Success success -> {
        document.put("changed", success.changed());
        document.putAll(success.values());
        if (!success.diffs().isEmpty()) {
          document.put("diff", diffs(success.diffs()));
        }
      }
      case Result.Failure failure -> {
        document.put("failed", true);
        document.put("changed", false);
        document.put("msg", failure.message());
        document.put("reason", failure.reason().word());
        document.putAll(failure.state());
      }
    }
    return document;
  }

  private static List<Map<String, String>> diffs(List<Diff> diffs) {
    List<Map<String, String>> list = new ArrayList<>();
    for (Diff diff : diffs) {
      list.add(
          Map.of(
              "before_header", diff.beforeHeader(),
              "before", diff.before(),
              "after_header", diff.afterHeader(),
              "after", diff.after()));
    }
    return list;
  }
}
