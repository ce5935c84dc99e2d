package dev.strimzidr.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.certificate.Certificates;
import dev.strimzidr.testing.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class RenewerTest {
  private static final Item.Authority CLUSTER = new Item.Authority(Item.Authority.Use.CLUSTER);

  private final TestAuthority authority =
      new TestAuthority(Instant.now().minus(Duration.ofDays(1)), Duration.ofDays(10));
  private final Renewer renewer =
      new Renewer(new Generator(Clock.systemUTC(), Duration.ofDays(100)), "2026-11");

  @Test
  void whoeverTrustsEitherCertificateAcceptsABrokerOfEither() throws Exception {
    Material next = renewer.next(CLUSTER, material(authority.certificate(), authority.key()));
    X509Certificate before = read(authority.certificate());
    X509Certificate after = Certificates.read(next.value("ca.crt")).getFirst();
    X509Certificate broker = read(authority.issue("kafka.test").certificate());

    assertThat(after).isNotEqualTo(before);
    assertThat(after.getNotAfter()).isAfter(before.getNotAfter());
    assertThat(next.value("ca.key")).isEqualTo(authority.key().getBytes(StandardCharsets.US_ASCII));
    for (X509Certificate trusted : new X509Certificate[] {before, after}) {
      for (X509Certificate shown : new X509Certificate[] {before, after}) {
        assertThatCode(
                () -> client(trusted).checkServerTrusted(array(broker, shown), "ECDHE_ECDSA"))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void aKeyOfAnotherAuthorityIsRefused() {
    TestAuthority other = new TestAuthority(Instant.now(), Duration.ofDays(10));

    assertThatThrownBy(() -> renewer.next(CLUSTER, material(authority.certificate(), other.key())))
        .hasMessageContaining("cluster CA")
        .hasMessageContaining("its key is not the one of its certificate");
  }

  @Test
  void aKeyThatCannotBeReadIsRefusedWithoutShowingIt() {
    assertThatThrownBy(
            () -> renewer.next(CLUSTER, material(authority.certificate(), "not-a-key-but-secret")))
        .hasMessageContaining("its key cannot be read")
        .hasMessageNotContaining("not-a-key-but-secret")
        .hasNoCause();
  }

  @Test
  void anAuthorityThatSomebodyElseSignsIsRefused() {
    assertThatThrownBy(() ->
            renewer.next(
                CLUSTER,
                material(authority.issue("sub").certificate(), authority.issue("x").key())))
        .hasMessageContaining("it is signed by CN=ca, O=test");
  }

  @Test
  void anotherKeyLeavesTheFormerCertificateTrustedAndRaisesBothGenerations() {
    TestAuthority other = new TestAuthority(Instant.now(), Duration.ofDays(10));
    Material former =
        new Material(
            material(authority.certificate(), authority.key()).values(),
            Map.of(SecretShape.CERTIFICATE_GENERATION, "4", SecretShape.KEY_GENERATION, "2"));

    Material at = Succession.at(CLUSTER, former, material(other.certificate(), other.key()));

    assertThat(at.generation(SecretShape.CERTIFICATE_GENERATION)).isEqualTo(5);
    assertThat(at.generation(SecretShape.KEY_GENERATION)).isEqualTo(3);
    assertThat(at.trusted()).hasSize(1);
    assertThat(at.trusted().keySet().iterator().next())
        .matches("ca-\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}Z\\.crt");
  }

  private static Material material(String certificate, String key) {
    return new Material(
        Map.of(
            "ca.crt", certificate.getBytes(StandardCharsets.US_ASCII),
            "ca.key", key.getBytes(StandardCharsets.US_ASCII)),
        Map.of());
  }

  private static X509Certificate read(String pem) throws Exception {
    return Certificates.read(pem.getBytes(StandardCharsets.US_ASCII)).getFirst();
  }

  private static X509Certificate[] array(X509Certificate... certificates) {
    return certificates;
  }

  private static X509TrustManager client(X509Certificate trusted) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ca", trusted);
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return (X509TrustManager) managers.getTrustManagers()[0];
  }
}
