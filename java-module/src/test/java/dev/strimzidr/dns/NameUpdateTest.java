package dev.strimzidr.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.RealDns;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;

/** At a real server. */
class NameUpdateTest {
  private static final String SERVER = "127.53.9.8";
  private static final String NAME = "kafka.dr.test";

  @TempDir private static Path folder;
  private static RealDns dns;

  @BeforeAll
  static void start() {
    dns = RealDns.start(SERVER, folder);
  }

  @AfterAll
  static void stop() {
    dns.close();
  }

  @Test
  void anAliasIsReplacedByAnAddressAndBack() throws IOException {
    dns.set(Type.CNAME, "prod.test.");
    update(dns.secret()).point(NAME, "192.0.2.7", 1);
    assertThat(leads()).containsExactly("192.0.2.7");
    update(dns.secret()).point(NAME, "2001:db8::7", 1);
    assertThat(leads()).containsExactly("2001:db8:0:0:0:0:0:7");
    update(dns.secret()).point(NAME, "dr.test", 1);
    assertThat(leads()).containsExactly("dr.test");
  }

  @Test
  void aKeyThatTheServerDoesNotTakeIsNamedWithoutItsSecret() {
    String secret = "c29tZWJvZHkgZWxzZSdz";
    assertThatThrownBy(() -> update(secret).point(NAME, "192.0.2.8", 1))
        .isInstanceOfSatisfying(
            ModuleFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(Reason.REJECTED);
              assertThat(failure.message())
                  .contains(SERVER, "kafka.dr.test lead to 192.0.2.8", "key lab", "dr.test")
                  .doesNotContain(secret);
            });
  }

  @Test
  void aServerThatIsNotThereIsSaid() throws IOException {
    NameUpdate nobody =
        new NameUpdate(
            InetAddress.getByName("127.53.9.9"),
            RealDns.PORT,
            Name.fromConstantString("dr.test."),
            key(dns.secret()),
            Duration.ofSeconds(1));
    assertThatThrownBy(() -> nobody.point(NAME, "192.0.2.8", 1))
        .isInstanceOfSatisfying(
            ModuleFailure.class,
            failure -> assertThat(failure.reason()).isIn(Reason.UNREACHABLE, Reason.TIMEOUT));
  }

  private static List<String> leads() throws IOException {
    Answers answers =
        new NameServers(List.of(InetAddress.getByName(SERVER)), RealDns.PORT, Duration.ofSeconds(5))
            .ask(Name.fromConstantString(NAME + "."));
    return answers.all().stream()
        .flatMap(answer -> ((Answer.Leads) answer).targets().stream().map(Target::value))
        .toList();
  }

  private static NameUpdate update(String secret) throws IOException {
    return new NameUpdate(
        InetAddress.getByName(SERVER),
        RealDns.PORT,
        Name.fromConstantString("dr.test."),
        key(secret),
        Duration.ofSeconds(5));
  }

  private static NameUpdate.Key key(String secret) {
    return new NameUpdate.Key("lab", new TSIG(TSIG.HMAC_SHA256, "lab.", secret));
  }
}
