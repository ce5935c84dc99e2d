package dev.strimzidr.lab.node.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartTest {
  @ParameterizedTest
  @CsvSource({
    "site, node, true",
    "site, pod/ns/a/kafka, true",
    "api, kube-apiserver, true",
    "controller-manager, kube-controller-manager, true",
    "node, etcd, false",
    "pod/ns/a, pod/ns/a/kafka, true",
    "pod/ns/a, pod/ns/a-1/kafka, false",
    "pod/ns/a/x, pod/ns/a/kafka, false",
    "deployment/ns/a, pod/ns/a-5d8f7c9b6-x2x4z/main, true",
    "deployment/ns/a, pod/ns/a-b-5d8f7c9b6-x2x4z/main, false",
    "deployment/ns/a, pod/ns/a-0/main, false",
    "deployment/ns/a, pod/other/a-5d8f7c9b6-x2x4z/main, false"
  })
  void includesItsProcesses(String part, String process, boolean included) {
    assertThat(Part.parse(part).includes(process)).isEqualTo(included);
  }

  @Test
  void refusesWhatIsNoPart() {
    assertThatThrownBy(() -> Part.parse("kafka"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'kafka' is not a part of a site")
        .hasMessageContaining("pod/NAMESPACE/NAME");
  }
}
