package dev.strimzidr.lab.image.operator.certificate;

import dev.strimzidr.lab.certificates.KeyAndCertificate;
import dev.strimzidr.lab.certificates.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;

/** PKCS #12 stores, in Base64. */
public final class Stores {
  private Stores() {}

  /** A store with certificates to trust, by alias. */
  public static String trust(Map<String, ? extends Certificate> certificates, String password) {
    return store(
        password,
        store -> {
          for (var entry : certificates.entrySet()) {
            store.setCertificateEntry(entry.getKey(), entry.getValue());
          }
        });
  }

  /** A store with one key. */
  public static String key(String alias, KeyAndCertificate identity, String password) {
    return store(
        password,
        store ->
            store.setKeyEntry(
                alias,
                Pem.key(identity.key()),
                password.toCharArray(),
                Pem.certificates(identity.certificate()).toArray(Certificate[]::new)));
  }

  private interface Filler {
    void fill(KeyStore store) throws GeneralSecurityException;
  }

  private static String store(String password, Filler filler) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      filler.fill(store);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password.toCharArray());
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("Cannot write a PKCS #12 store", e);
    }
  }
}
