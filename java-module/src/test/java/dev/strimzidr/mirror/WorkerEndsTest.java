package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerEndsTest {

  @Test
  void aWorkerThatWasOutOfMemorySaysSo() throws JsonProcessingException {
    for (String end : List.of("exitCode: 3, reason: Error", "exitCode: 137, reason: OOMKilled")) {
      WorkerEnds ends = ends("lastState: {terminated: {%s, finishedAt: NOON}}".formatted(end));
      assertThat(ends.words())
          .singleElement()
          .asString()
          .startsWith("worker-0 was restarted 2 times, and ended last at NOON with code ");
      assertThat(ends.cure()).contains("mirror_jvm_options");
    }
  }

  @Test
  void oneThatWasToldToEndOrNeverDidNeedsNoCure() throws JsonProcessingException {
    assertThat(ends("lastState: {terminated: {exitCode: 143, reason: Error}}").cure()).isEmpty();
    assertThat(ends("lastState: {}").words()).isEmpty();
  }

  private static WorkerEnds ends(String state) throws JsonProcessingException {
    return new WorkerEnds(
        List.of(
            new ObjectMapper(new YAMLFactory())
                .readTree(
                    "{metadata: {name: worker-0}, status: {containerStatuses: [{restartCount: 2, %s}]}}"
                        .formatted(state))));
  }
}
