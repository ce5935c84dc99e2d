package dev.strimzidr.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentParserTest {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.string("name").must(),
              Option.integer("replicas").withDefault(3L),
              Option.flag("wait", false),
              Option.string("state").withDefault("present").oneOf("present", "absent"),
              Option.string("password").hidden().oneOf("one"),
              Option.string("context").alsoCalled("ctx").orEnvironment("K8S_AUTH_CONTEXT"),
              Option.list("topics", Type.STR),
              Option.list("users", Option.string("name").must(), Option.integer("quota")),
              Option.dict("labels"))
          .where(
              Rule.mutuallyExclusive("topics", "users"),
              Rule.requiredIf("state", "absent", "labels"));

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("replicas", "3", 3L),
        Arguments.of("replicas", 3, 3L),
        Arguments.of("replicas", 3.0, 3L),
        Arguments.of("wait", "yes", true),
        Arguments.of("wait", "Off", false),
        Arguments.of("wait", 1, true),
        Arguments.of("name", "007", "007"),
        Arguments.of("name", 12345, "12345"),
        Arguments.of("name", true, "True"),
        Arguments.of("topics", "a, b", List.of("a", "b")),
        Arguments.of("topics", 7, List.of("7")),
        Arguments.of("labels", "{\"a\": \"b\"}", Map.of("a", "b")));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void takesValuesAsAnsibleDoes(String option, Object given, Object expected) {
    Map<String, Object> all = new java.util.HashMap<>(Map.of("name", "x"));
    all.put(option, given);
    assertThat(parse(all).raw(option)).contains(expected);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(Map.of(), "option name is required"),
        Arguments.of(
            Map.of("name", "x", "replica", 3), "unknown option replica: did you mean replicas?"),
        Arguments.of(
            Map.of("name", "x", "replicas", "three"),
            "option replicas is not a whole number: given is 'three'"),
        Arguments.of(
            Map.of("name", "x", "replicas", 2.5),
            "option replicas is not a whole number: given is '2.5'"),
        Arguments.of(Map.of("name", "x", "wait", "maybe"), "option wait is not a boolean"),
        Arguments.of(Map.of("name", List.of("x")), "option name is not a string"),
        Arguments.of(Map.of("name", "x", "labels", List.of()), "option labels is not a mapping"),
        Arguments.of(
            Map.of("name", "x", "state", "gone"),
            "option state: given is 'gone', allowed are present, absent"),
        Arguments.of(
            Map.of("name", "x", "users", List.of(Map.of("quota", 1))),
            "option users[0].name is required"),
        Arguments.of(
            Map.of("name", "x", "users", List.of(Map.of("name", "u", "quotas", 1))),
            "unknown option users[0].quotas: did you mean quota?"),
        Arguments.of(
            Map.of("name", "x", "context", "a", "ctx", "b"),
            "option context is given twice, as context and ctx"),
        Arguments.of(
            Map.of("name", "x", "topics", "a", "users", List.of(Map.of("name", "u"))),
            "options topics, users exclude each other: give one"),
        Arguments.of(
            Map.of("name", "x", "state", "absent"),
            "with state=absent the options labels are required"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void saysWhichOptionIsWrongAndWhatIsAllowed(Map<String, Object> given, String message) {
    assertThatThrownBy(() -> parse(given))
        .isInstanceOf(ModuleFailure.class)
        .hasMessageContaining(message)
        .extracting(failure -> ((ModuleFailure) failure).reason())
        .isEqualTo(Reason.INVALID_ARGUMENT);
  }

  @Test
  void namesAllProblemsAtOnce() {
    assertThatThrownBy(() -> parse(Map.of("wait", "maybe", "state", "gone")))
        .hasMessageContaining("name is required")
        .hasMessageContaining("option wait")
        .hasMessageContaining("option state");
  }

  @Test
  void doesNotShowWhatIsSecret() {
    assertThatThrownBy(() -> parse(Map.of("name", "x", "password", "hunter2")))
        .hasMessageContaining("given is hidden")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void readsTheEnvironmentWhereAnOptionIsNotGiven() {
    assertThat(
            ArgumentParser.parse(
                    SPEC,
                    Map.of("name", "x"),
                    name -> name.equals("K8S_AUTH_CONTEXT") ? "prod" : null)
                .string("context"))
        .isEqualTo("prod");
  }

  @Test
  void passesOverWhatAnsibleAdds() {
    assertThat(parse(Map.of("name", "x", "_ansible_check_mode", true)).string("name"))
        .isEqualTo("x");
  }

  private static dev.strimzidr.module.Arguments parse(Map<String, Object> given) {
    return ArgumentParser.parse(SPEC, given, name -> null);
  }
}
