package dev.strimzidr.lab.image.operator.kafka.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.image.operator.Yaml;
import dev.strimzidr.lab.image.operator.status.Refusal;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenerChecksTest {
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: a, port: 9092, type: internal}; {name: a, port: 9093, type: internal} | every listener needs to have a unique name
          {name: a, port: 9092, type: internal}; {name: b, port: 9092, type: internal} | every listener needs to have a unique port number
          {name: a_b, port: 9092, type: internal} | listener names [a_b] are invalid and do not match the pattern ^[a-z0-9]{1,11}$
          {name: a, port: 9091, type: internal} | port 9091 is forbidden and cannot be used
          {name: a, port: 9404, type: internal} | port 9404 is forbidden and cannot be used
          {name: a, port: 9092, type: internal, tls: false, authentication: {type: tls}} | listener a cannot use tls type authentication with disabled TLS encryption
          {name: a, port: 9092, type: internal, configuration: {class: x}} | listener a cannot configure class because it is not an Ingress or LoadBalancer based listener
          {name: a, port: 9092, type: internal, configuration: {ipFamilies: [IPv4]}} | listener a cannot configure ipFamilies because it is internal listener
          {name: a, port: 9092, type: cluster-ip, configuration: {externalTrafficPolicy: Local}} | listener a cannot configure externalTrafficPolicy because it is not LoadBalancer or NodePort based listener
          {name: a, port: 9092, type: cluster-ip, configuration: {bootstrap: {loadBalancerIP: 1.2.3.4}}} | listener a cannot configure bootstrap.loadBalancerIP because it is not LoadBalancer based listener
          {name: a, port: 9092, type: internal, configuration: {bootstrap: {annotations: {a: b}}}} | listener a cannot configure bootstrap.annotations because it is not LoadBalancer, NodePort, TLSRoute, Route, Ingress, or ClusterIP based listener
          {name: a, port: 9092, type: loadbalancer, configuration: {brokers: [{broker: 0, host: h}]}} | listener a cannot configure brokers[].host because it is not TLSRoute, Route, or Ingress based listener
          """)
  void refusesWhatDoesNotFitTogether(String listeners, String error) {
    assertThatThrownBy(() -> ListenerChecks.check(read(listeners)))
        .isInstanceOf(Refusal.class)
        .hasMessage("Listener configuration is not valid: [" + error + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {name: plain, port: 9092, type: internal, tls: false}; {name: external, port: 9094, type: loadbalancer, tls: true}
          {name: a, port: 9092, type: loadbalancer, configuration: {class: x, createBootstrapService: false}}
          {name: a, port: 9092, type: loadbalancer, configuration: {bootstrap: {annotations: {a: b}, alternativeNames: [c]}, brokers: [{broker: 0, advertisedHost: h, loadBalancerIP: 1.2.3.4}]}}
          {name: a, port: 9092, type: cluster-ip, configuration: {perBrokerLabelsTemplate: {a: b}}}
          """)
  void servesWhatFitsTogether(String listeners) {
    assertThatCode(() -> ListenerChecks.check(read(listeners))).doesNotThrowAnyException();
  }

  @Test
  void listsAllThatIsWrong() {
    var listeners =
        read("{name: a, port: 80, type: internal}; {name: a, port: 80, type: internal}");

    assertThatThrownBy(() -> ListenerChecks.check(listeners))
        .hasMessage(
            "Listener configuration is not valid: [every listener needs to have a unique name,"
                + " every listener needs to have a unique port number, port 80 is forbidden and"
                + " cannot be used]");
  }

  @Test
  void aClusterNeedsListeners() {
    assertThatThrownBy(() -> ListenerChecks.check(List.of()))
        .hasMessage("The required field .spec.kafka.listeners is missing");
  }

  private static List<GenericKafkaListener> read(String listeners) {
    return Yaml.list(
        GenericKafkaListener.class,
        Arrays.stream(listeners.split(";", -1)).map(String::strip).toArray(String[]::new));
  }
}
