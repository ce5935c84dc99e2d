package dev.strimzidr.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * In playbooks and roles a missing answer is never a good one. A module that could not start has
 * neither a reason nor any other field of ours, so what is good has to be told by a field that only
 * a success has.
 */
class MissingAnswersTest {
  private static final List<Path> FOLDERS =
      List.of(Path.of("../roles"), Path.of("../playbooks"), Path.of("../site.yml"));

  /** What takes every failure for an answer, also one of a module that could not start. */
  private static final Pattern EVERY_FAILURE =
      Pattern.compile(
          "failed_when: *(false|no)\\b|ignore_errors: *(true|yes)\\b|ignore_unreachable:");

  /** What takes the lack of a reason for a success, or its presence for the only failure. */
  private static final Pattern LACK_OF_A_REASON =
      Pattern.compile("\\.(reason|msg|failed_step|failed) is (not )?(un)?defined");

  /**
   * A task fails unless it has succeeded, or failed with a reason; a success has more than none.
   */
  private static final Pattern NO_ANSWER =
      Pattern.compile(
          "failed_when: (\\w+)\\.failed \\| default\\(false\\) and \\1\\.reason is not defined"
              + "|(\\w+)\\.reason is defined or \\2\\.\\w+ is not defined");

  @Test
  void everyFailureIsNoAnswerAndTheLackOfAReasonIsNoSuccess() throws IOException {
    List<String> found = new ArrayList<>();
    int read = 0;
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file);
      read++;
      for (int line = 0; line < lines.size(); line++) {
        if (isWrong(lines.get(line))) {
          found.add("%s:%d: %s".formatted(file, line + 1, lines.get(line).strip()));
        }
      }
    }
    assertThat(read).isGreaterThan(100);
    assertThat(found).isEmpty();
  }

  @Test
  void whatIsWrongIsFound() {
    assertThat(isWrong("  failed_when: false")).isTrue();
    assertThat(isWrong("  ignore_errors: true")).isTrue();
    assertThat(isWrong("      - __access_preflight.reason is not defined")).isTrue();
    assertThat(isWrong("{% if __move_probed.reason is defined %}")).isTrue();
    assertThat(isWrong("  failed_when: x.failed | default(false) and x.reason is not defined"))
        .isFalse();
    assertThat(isWrong("  failed_when: x.failed | default(false) and y.reason is not defined"))
        .isTrue();
    assertThat(isWrong("{% if x.reason is defined or x.groups is not defined %}")).isFalse();
    assertThat(isWrong("{% if __move_probed.brokers is not defined %}")).isFalse();
  }

  private static boolean isWrong(String line) {
    return EVERY_FAILURE.matcher(line).find()
        || (LACK_OF_A_REASON.matcher(line).find() && !NO_ANSWER.matcher(line).find());
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : FOLDERS) {
      try (Stream<Path> found = Files.walk(folder)) {
        found.filter(file -> file.toString().matches(".*\\.(yml|j2)")).forEach(files::add);
      }
    }
    return files;
  }
}
