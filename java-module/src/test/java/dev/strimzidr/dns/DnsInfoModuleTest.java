package dev.strimzidr.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealDns;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

/** At two real servers, which do not copy each other, and at an address where there is none. */
class DnsInfoModuleTest {
  private static final String FIRST = "127.53.9.1";
  private static final String SECOND = "127.53.9.2";
  private static final String NOBODY = "127.53.9.3";

  @TempDir private static Path folder;
  private static RealDns first;
  private static RealDns second;

  @BeforeAll
  static void start() throws IOException {
    first = RealDns.start(FIRST, folder.resolve("first"));
    second = RealDns.start(SECOND, folder.resolve("second"));
    first.set(Type.A, "192.0.2.1");
    second.set(Type.A, "192.0.2.2");
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  @Test
  void saysWhereTheNameLeadsTo() {
    JsonNode answer = ask(Map.of("servers", List.of(FIRST)));
    assertThat(answer.path("agree").asBoolean()).isTrue();
    assertThat(answer.path("values").path(0).asText()).isEqualTo("192.0.2.1");
    assertThat(answer.path("types").path(0).asText()).isEqualTo("A");
    JsonNode server = answer.path("servers").path(0);
    assertThat(server.path("state").asText()).isEqualTo("leads");
    assertThat(server.path("ttl").asInt()).isEqualTo(15);
  }

  @Test
  void seesThatServersDiffer() {
    JsonNode answer = ask(Map.of());
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("agree").asBoolean()).isFalse();
    assertThat(answer.path("values")).hasSize(2);
  }

  @Test
  void namesTheServerThatSaysSomethingElse() {
    JsonNode answer = ask(Map.of("expect", "192.0.2.1"));
    assertThat(answer.path("reason").asText()).isEqualTo("timeout");
    assertThat(answer.path("msg").asText())
        .isEqualTo(
            "kafka.dr.test should lead to A 192.0.2.1, and after 0 s not every server says so: "
                + "127.53.9.1 answers A 192.0.2.1 (TTL 15 s); 127.53.9.2 answers A 192.0.2.2 (TTL 15 s)");
    assertThat(answer.path("servers")).hasSize(2);
  }

  @Test
  void takesADeadServerForAFact() {
    JsonNode answer = ask(Map.of("servers", List.of(FIRST, NOBODY), "timeout", 1));
    assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    assertThat(answer.path("agree").asBoolean()).isFalse();
    assertThat(answer.path("servers").path(1).path("state").asText()).isEqualTo("silent");
    assertThat(answer.path("servers").path(1).path("words").asText())
        .isEqualTo("is not there: nobody listens at port 5300");
  }

  @Test
  void leavesDeadServersOutWhereItIsToldTo() {
    Map<String, Object> expected =
        Map.of("expect", "192.0.2.1", "timeout", 1, "allow_silent", true);
    JsonNode one = ask(expected, "servers", List.of(FIRST, NOBODY));
    assertThat(one.path("failed").asBoolean()).as(one.toString()).isFalse();
    assertThat(one.path("agree").asBoolean()).isFalse();
    JsonNode none = ask(expected, "servers", List.of(NOBODY));
    assertThat(none.path("reason").asText()).isEqualTo("timeout");
    JsonNode different = ask(expected, "servers", List.of(FIRST, SECOND, NOBODY));
    assertThat(different.path("msg").asText()).contains("127.53.9.2 answers A 192.0.2.2");
  }

  @Test
  void saysThatAServerDoesNotAnswer() throws IOException {
    var silent = new InetSocketAddress("127.53.9.5", RealDns.PORT);
    try (var taken = new DatagramSocket(silent)) {
      assertThat(taken.isBound()).isTrue();
      JsonNode answer = ask(Map.of("servers", List.of("127.53.9.5"), "timeout", 1));
      assertThat(answer.path("servers").path(0).path("words").asText())
          .isEqualTo("does not answer within 1 s");
    }
  }

  @Test
  void saysThatAServerRefuses() throws IOException {
    second.refuse(true);
    JsonNode answer = ask(Map.of());
    second.refuse(false);
    assertThat(answer.path("servers").path(1).path("state").asText()).isEqualTo("refused");
    assertThat(answer.path("servers").path(1).path("words").asText()).isEqualTo("answers REFUSED");
  }

  @Test
  void saysThatThereIsNoSuchName() {
    JsonNode answer = ask(Map.of("name", "nothing.dr.test."));
    assertThat(answer.path("servers").path(0).path("state").asText()).isEqualTo("absent");
    assertThat(answer.path("values")).isEmpty();
    assertThat(answer.path("agree").asBoolean()).isFalse();
  }

  @Test
  void waitsUntilEveryServerSaysSo() throws IOException {
    try (RealDns late = RealDns.start("127.53.9.4", folder.resolve("late"))) {
      var waiting =
          CompletableFuture.supplyAsync(() ->
              ask(
                  Map.of(
                      "servers",
                      List.of("127.53.9.4"),
                      "expect",
                      "Prod.Example.COM.",
                      "wait_timeout",
                      30)));
      late.set(Type.CNAME, "prod.example.com.");
      JsonNode answer = waiting.join();
      assertThat(answer.path("agree").asBoolean()).as(answer.toString()).isTrue();
      assertThat(answer.path("types").path(0).asText()).isEqualTo("CNAME");
    }
  }

  @Test
  void waitsForTheTtlToo() {
    Map<String, Object> expected =
        Map.of("servers", List.of(FIRST), "expect", "192.0.2.1", "expect_ttl", 15);
    assertThat(ask(expected).path("agree").asBoolean()).isTrue();
    assertThat(ask(expected, "expect_ttl", 1).path("msg").asText())
        .isEqualTo(
            "kafka.dr.test should lead to A 192.0.2.1 (TTL 1 s), and after 0 s not every server says so: "
                + "127.53.9.1 answers A 192.0.2.1 (TTL 15 s)");
    assertThat(ask(Map.of("expect_ttl", 1)).path("msg").asText())
        .startsWith("option expect_ttl: given is 1 without expect");
  }

  @Test
  void refusesWhatCannotBeAServer() {
    assertThat(ask(Map.of("servers", List.of("ns.dr.test"))).path("msg").asText())
        .isEqualTo("option servers: given is 'ns.dr.test', allowed are IPv4 and IPv6 addresses");
    assertThat(ask(Map.of("servers", List.of())).path("reason").asText())
        .isEqualTo("invalid_argument");
    assertThat(ask(Map.of("port", 70000)).path("msg").asText())
        .isEqualTo("option port: given is 70000, allowed are 1 to 65535");
    assertThat(ask(Map.of("name", "a..b")).path("msg").asText())
        .startsWith("option name: given is 'a..b'");
  }

  private static JsonNode ask(Map<String, Object> options, String name, Object value) {
    Map<String, Object> all = new HashMap<>(options);
    all.put(name, value);
    return ask(all);
  }

  private static JsonNode ask(Map<String, ?> more) {
    Map<String, Object> options =
        new HashMap<>(
            Map.of(
                "name", "kafka.dr.test", "servers", List.of(FIRST, SECOND), "port", RealDns.PORT));
    options.putAll(more);
    return Modules.call(new DnsInfoModule(), options);
  }
}
