package dev.strimzidr.lab.image.operator.authority;

import dev.strimzidr.lab.image.operator.status.Refusal;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** Checks a chain of certificates that a user brings. */
final class ChainCheck {
  private ChainCheck() {}

  /**
   * Each certificate of a chain has to be signed by the next.
   *
   * @throws Refusal when it is not
   */
  static void check(Role role, String name, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw refusal("Failed to validate User supplied " + role.title() + " cert chain in " + name);
    }
    if (chain.size() > 1 && !trusted(chain)) {
      throw refusal(
          "User supplied %s cert chain %s is not valid. Certificates must be provided in the correct order."
              .formatted(role.title(), name));
    }
  }

  private static boolean trusted(List<X509Certificate> chain) {
    try {
      var path =
          CertificateFactory.getInstance("X.509")
              .generateCertPath(chain.subList(0, chain.size() - 1));
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(chain.getLast(), null)));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return true;
    } catch (CertPathValidatorException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refusal refusal(String message) {
    return new Refusal("RuntimeException", message);
  }
}
