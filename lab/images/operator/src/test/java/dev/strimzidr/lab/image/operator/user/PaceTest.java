package dev.strimzidr.lab.image.operator.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void anEventThatComesDuringItsReconciliationIsTakenUpASecondLater() {
    Optional<Duration> again =
        pace.reconcile(
            "u",
            () -> {
              assertThat(pace.admits("u")).isFalse();
              assertThat(pace.admits("v")).isTrue();
            });

    assertThat(again).contains(Duration.ofSeconds(1));
    assertThat(pace.admits("u")).isTrue();
  }

  @Test
  void withoutAnEventThereIsNothingToTakeUp() {
    assertThat(pace.reconcile("u", () -> {})).isEmpty();
  }

  @Test
  void usersThatChangeAtOnceAreReconciledOneAfterTheOther() {
    Instant start = Instant.now();
    List<Instant> ends =
        Stream.of("a", "b", "c")
            .map(user ->
                CompletableFuture.supplyAsync(() -> {
                  var unused = pace.reconcile(user, () -> {});
                  return Instant.now();
                }))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .sorted()
            .toList();

    assertThat(ends.get(2)).isAfterOrEqualTo(start.plusMillis(240));
  }
}
