package dev.strimzidr.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

class MirrorSpecTest {
  @Test
  void aMirrorThatCopiesExactlyOnceCanBeCounted() throws Exception {
    assertThat(MirrorSpec.uncounted(mirror("enabled", "{}"))).isEmpty();
    assertThat(MirrorSpec.uncounted(mirror("ENABLED", "{exactly.once.support: required}")))
        .isEmpty();
  }

  @Test
  void oneThatMayCopyTwiceCannot() throws Exception {
    for (String support : new String[] {"disabled", "preparing", "''"}) {
      assertThat(MirrorSpec.uncounted(mirror(support, "{}")))
          .contains("the mirror does not copy exactly once");
    }
  }

  @Test
  void oneThatMakesSomethingElseOfRecordsOrStoresOffsetsElsewhereCannot() throws Exception {
    assertThat(MirrorSpec.uncounted(mirror("enabled", "{transforms: route}")))
        .contains("the mirror's source connector has transforms of its own");
    assertThat(MirrorSpec.uncounted(mirror("enabled", "{offsets.storage.topic: own}")))
        .contains("the mirror's source connector has offsets.storage.topic of its own");
  }

  @Test
  void oneOfSeveralSitesCannot() throws Exception {
    JsonNode two =
        yaml(
            "{spec: {target: {config: {exactly.once.source.support: enabled}}, mirrors: [{}, {}]}}");
    assertThat(MirrorSpec.uncounted(two)).contains("the mirror copies from several sites");
  }

  private static JsonNode mirror(String support, String config) throws JsonProcessingException {
    return yaml(
        """
        spec:
          target: {config: {exactly.once.source.support: %s}}
          mirrors: [{sourceConnector: {config: %s}}]
        """
            .formatted(support, config));
  }

  private static JsonNode yaml(String text) throws JsonProcessingException {
    return new ObjectMapper(new YAMLFactory()).readTree(text);
  }
}
