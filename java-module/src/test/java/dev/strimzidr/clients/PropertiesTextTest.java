package dev.strimzidr.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PropertiesTextTest {
  @Test
  void readsBackAsItWas() throws IOException {
    Map<String, String> written = new LinkedHashMap<>();
    written.put(
        "ssl.truststore.certificates",
        "-----BEGIN CERTIFICATE-----\nabc=\n-----END CERTIFICATE-----");
    written.put("sasl.jaas.config", "x required password=\"a\\\\b\\\"c#!:\";");
    Properties read = new Properties();
    read.load(new StringReader(PropertiesText.of(List.of("comment", "more"), written)));
    assertThat(read).containsExactlyInAnyOrderEntriesOf(written);
  }
}
