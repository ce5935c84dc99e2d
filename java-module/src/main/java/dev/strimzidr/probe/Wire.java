package dev.strimzidr.probe;

import dev.strimzidr.certificate.Certificates;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The steps below Kafka: name, connection, certificate. */
final class Wire {
  private final Duration timeout;

  Wire(Duration timeout) {
    this.timeout = timeout;
  }

  List<InetAddress> resolve(Endpoint endpoint) {
    try {
      return List.of(InetAddress.getAllByName(endpoint.host()));
    } catch (UnknownHostException e) {
      throw new ModuleFailure(
          Reason.DNS, "the name %s does not resolve".formatted(endpoint.host()), e);
    }
  }

  void connect(Endpoint endpoint, InetAddress address) {
    try {
      open(endpoint, address).close();
    } catch (IOException e) {
      throw unreachable(endpoint, address, e);
    }
  }

  /** Checks trust and name, and says whose certificate it is. */
  Map<String, Object> handshake(Endpoint endpoint, InetAddress address, List<String> trusted) {
    SSLContext context = context(trusted);
    X509Certificate certificate;
    try {
      certificate = shake(context, endpoint, address, false);
    } catch (IOException e) {
      throw new ModuleFailure(
          e instanceof SocketTimeoutException ? Reason.TIMEOUT : Reason.TLS,
          "%s (%s): %s".formatted(endpoint, address.getHostAddress(), TlsWords.of(e)),
          e);
    }
    List<String> names = Certificates.names(certificate);
    try {
      shake(context, endpoint, address, true);
    } catch (SSLException e) {
      throw new ModuleFailure(
          Reason.NAME_MISMATCH,
          "%s (%s): the certificate is trusted, but it is for %s, not for %s"
              .formatted(endpoint, address.getHostAddress(), names, endpoint.host()),
          e);
    } catch (SocketTimeoutException e) {
      throw new ModuleFailure(
          Reason.TIMEOUT,
          "%s (%s): %s".formatted(endpoint, address.getHostAddress(), TlsWords.of(e)),
          e);
    } catch (IOException e) {
      throw unreachable(endpoint, address, e);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("address", address.getHostAddress());
    facts.put("subject", certificate.getSubjectX500Principal().getName());
    facts.put("names", names);
    facts.putAll(Certificates.facts(certificate, Clock.systemUTC()));
    return facts;
  }

  private static ModuleFailure unreachable(
      Endpoint endpoint, InetAddress address, IOException error) {
    return new ModuleFailure(
        Reason.UNREACHABLE,
        "%s (%s) does not accept a connection: %s"
            .formatted(endpoint, address.getHostAddress(), error.getMessage()),
        error);
  }

  private X509Certificate shake(
      SSLContext context, Endpoint endpoint, InetAddress address, boolean checkName)
      throws IOException {
    try (Socket socket = open(endpoint, address);
        SSLSocket secure =
            (SSLSocket)
                context
                    .getSocketFactory()
                    .createSocket(socket, endpoint.host(), endpoint.port(), true)) {
      if (checkName) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
      }
      secure.setSoTimeout(millis());
      secure.startHandshake();
      return (X509Certificate) secure.getSession().getPeerCertificates()[0];
    }
  }

  private Socket open(Endpoint endpoint, InetAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address, endpoint.port()), millis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static SSLContext context(List<String> trusted) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      int index = 0;
      for (String pem : trusted) {
        for (Certificate certificate :
            factory.generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
          store.setCertificateEntry("ca-" + index++, certificate);
        }
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ModuleFailure(Reason.TLS, "the certificates of the listener cannot be read", e);
    }
  }

  private int millis() {
    return Math.toIntExact(timeout.toMillis());
  }
}
