package dev.strimzidr.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SidecarTest {
  /** How a word begins what RETURN says of {@code reason}. */
  private static final Pattern WORD = Pattern.compile("V\\((\\w+)\\)");

  static Stream<Script> scripts() {
    return Script.names().stream().map(Script::new);
  }

  @Test
  void everyScriptHasASidecarAndEverySidecarAScript() {
    assertThat(Script.names()).isNotEmpty().isEqualTo(Script.documented());
  }

  @ParameterizedTest(name = "{0} documents its options as it takes them")
  @MethodSource("scripts")
  void documentsOptionsAsTheModuleTakesThem(Script script) {
    assertThat(
            OptionFacts.differences(script.module().spec().options(), Sidecar.of(script).options()))
        .as("options of %s that are documented otherwise than taken", script)
        .isEmpty();
  }

  @ParameterizedTest(name = "{0} leaves nothing without a word")
  @MethodSource("scripts")
  void leavesNothingWithoutAWord(Script script) {
    Sidecar sidecar = Sidecar.of(script);
    List<String> problems = new ArrayList<>();
    problems.addAll(
        Sidecar.incomplete("options", sidecar.options(), "suboptions", List.of("type")));
    problems.addAll(
        Sidecar.incomplete("RETURN", sidecar.returned(), "contains", List.of("type", "returned")));
    assertThat(problems).as("what %s does not document", script).isEmpty();
    assertThat(sidecar.documentation().path("module").asText()).isEqualTo(script.name());
    assertThat(Sidecar.description(sidecar.documentation())).isNotEmpty();
  }

  @ParameterizedTest(name = "{0} takes its own examples")
  @MethodSource("scripts")
  void takesItsOwnExamples(Script script) {
    List<JsonNode> uses = new ArrayList<>();
    Sidecar.of(script)
        .examples()
        .forEach(task -> {
          if (task.has(script.name())) {
            uses.add(task);
          }
        });
    assertThat(uses).as("examples of %s", script).isNotEmpty();
    uses.forEach(task ->
        assertThatCode(() ->
                ArgumentParser.parse(
                    script.module().spec(), options(task.path(script.name())), variable -> null))
            .as("example '%s' of %s", task.path("name").asText(), script)
            .doesNotThrowAnyException());
  }

  @ParameterizedTest(name = "{0} names only reasons that there are")
  @MethodSource("scripts")
  void namesOnlyReasonsThatThereAre(Script script) {
    List<String> words =
        Sidecar.description(Sidecar.of(script).returned().path("reason")).stream()
            .flatMap(text ->
                WORD.matcher(text).results().filter(word -> word.start() == 0).map(w -> w.group(1)))
            .toList();
    assertThat(words)
        .as("reasons that %s documents", script)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .isSubsetOf(Arrays.stream(Reason.values()).map(Reason::word).toList());
  }

  private static Map<String, Object> options(JsonNode task) {
    return task.isNull()
        ? Map.of()
        : new ObjectMapper().convertValue(task, new TypeReference<>() {});
  }
}
