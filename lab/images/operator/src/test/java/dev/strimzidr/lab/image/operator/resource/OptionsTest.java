package dev.strimzidr.lab.image.operator.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final Options OPTIONS =
      Options.withoutPrefixes(
          "ssl., bootstrap.servers", List.of("ssl.protocol"), Map.of("acks", "all"));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "ssl.keystore.type, false",
    "SSL.keystore.type, false",
    "bootstrap.servers, false",
    "ssl.protocol, true",
    "linger.ms, true"
  })
  void someAreNotTheUsersToSet(String option, boolean kept) {
    assertThat(OPTIONS.of(Map.of(option, "x")).containsKey(option)).isEqualTo(kept);
  }

  @Test
  void theUserOverridesDefaults() {
    assertThat(OPTIONS.of(Map.of())).containsExactly(Map.entry("acks", "all"));
    assertThat(OPTIONS.of(Map.of("acks", 1))).containsExactly(Map.entry("acks", "1"));
  }

  @Test
  void aValueIsTextOrNumberOrBoolean() {
    Map<String, Object> list = Map.of("a", List.of(1));

    assertThatThrownBy(() -> Options.all().of(list))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.reason()).isEqualTo("InvalidConfigParameterException"));
  }

  @Test
  void theTextIsAPropertiesFile() {
    assertThat(Options.render(Map.of("a b=c:d", " x\\y\nz")))
        .isEqualTo("a\\ b\\=c\\:d=\\ x\\\\y\\nz\n");
  }
}
