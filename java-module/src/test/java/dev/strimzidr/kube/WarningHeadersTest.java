package dev.strimzidr.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarningHeadersTest {
  @Test
  void readsSeveralAlsoInOneHeaderAndPassesOverThoseOfCaches() {
    assertThat(
            WarningHeaders.texts(
                List.of(
                    "299 - \"v1 ComponentStatus is deprecated in v1.19+\"",
                    "299 api \"one, \\\"two\\\" \\\\ three\" \"Wed, 21 Oct 2026 07:28:00 GMT\", 299 - \"four\"",
                    "110 proxy \"Response is stale\"",
                    "299 - \"\"",
                    "nonsense")))
        .containsExactly(
            "v1 ComponentStatus is deprecated in v1.19+", "one, \"two\" \\ three", "four");
  }
}
