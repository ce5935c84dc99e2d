package dev.strimzidr.probe;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;

/** Why a handshake failed, for people. */
final class TlsWords {
  private TlsWords() {}

  static String of(IOException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SocketTimeoutException timeout -> {
          return "it accepts a connection and does not answer in time: is the broker frozen?";
        }
        case CertificateExpiredException expired -> {
          return "its certificate has ended: " + expired.getMessage();
        }
        case CertPathBuilderException untrusted -> {
          return "its certificate is not signed by the CA that the Kafka resource names for this listener";
        }
        case CertPathValidatorException invalid -> {
          if (invalid.getCause() == null) {
            return "its certificate is not signed by the CA that the Kafka resource names for this listener: "
                + invalid.getMessage();
          }
        }
        default -> {}
      }
    }
    return "it does not speak TLS as expected: " + error.getMessage();
  }
}
