package dev.strimzidr.lab.image.operator.kafka.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strimzidr.lab.image.operator.Yaml;
import io.strimzi.api.kafka.model.kafka.Storage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageChangeTest {
  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {type: ephemeral} | {type: ephemeral} | true
          {type: ephemeral} | {type: ephemeral, sizeLimit: 1Gi} | false
          {type: ephemeral} | {type: persistent-claim, size: 1Gi} | false
          {type: persistent-claim, size: 1Gi} | {type: persistent-claim, size: 2Gi} | true
          {type: persistent-claim, size: 1Gi} | {type: persistent-claim, size: 1024Mi} | true
          {type: persistent-claim, size: 2Gi} | {type: persistent-claim, size: 1Gi} | false
          {type: persistent-claim, size: 1Gi} | {type: persistent-claim, size: 1Gi, deleteClaim: true} | true
          {type: persistent-claim, size: 1Gi} | {type: persistent-claim, size: 1Gi, class: fast} | false
          {type: persistent-claim, size: 1Gi} | {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 1Gi}]} | false
          {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 1Gi}]} | {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 1Gi}, {type: persistent-claim, id: 1, size: 1Gi}]} | true
          {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 1Gi}, {type: persistent-claim, id: 1, size: 1Gi}]} | {type: jbod, volumes: [{type: persistent-claim, id: 1, size: 1Gi}]} | true
          {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 2Gi}]} | {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 1Gi}]} | false
          {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 1Gi}]} | {type: jbod, volumes: [{type: persistent-claim, id: 1, size: 1Gi}, {type: persistent-claim, id: 1, size: 1Gi}]} | false
          {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 1Gi}]} | {type: jbod, volumes: [{type: persistent-claim, id: 0, size: 1Gi, kraftMetadata: shared}]} | true
          """)
  void volumesComeAndGoAndGrowAndNothingElse(String from, String to, boolean allowed) {
    assertThat(StorageChange.allowed(Yaml.read(from, Storage.class), Yaml.read(to, Storage.class)))
        .isEqualTo(allowed);
  }
}
