package dev.strimzidr.credentials;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * Makes the next one of something that is there. An authority keeps its key and its name and gets a
 * certificate that ends later, as when Strimzi renews one that it has made: whoever trusts the
 * former certificate accepts what stands under the next one, and the other way round, so that
 * nobody is locked out at any moment of it.
 */
final class Renewer {
  private final Generator generator;
  private final String renewal;

  Renewer(Generator generator, String renewal) {
    this.generator = generator;
    this.renewal = renewal;
  }

  Material next(Item item, Material former) {
    return switch (item) {
      case Item.Password password ->
          new Material(generator.make(password).values(), Map.of(), renewal, Map.of());
      case Item.Authority authority -> {
        X509Certificate certificate = Authorities.renewable(authority, former);
        byte[] next = generator.following(certificate, keys(authority, certificate, former));
        Authorities.verify(authority, certificate, next);
        yield new Material(
            Map.of(SecretShape.CERTIFICATE, next, SecretShape.KEY, former.value(SecretShape.KEY)),
            former.generations(),
            renewal,
            former.trusted());
      }
    };
  }

  private static KeyPair keys(
      Item.Authority authority, X509Certificate certificate, Material former) {
    String pem = new String(former.value(SecretShape.KEY), StandardCharsets.US_ASCII);
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      PrivateKey key =
          switch (parser.readObject()) {
            case PEMKeyPair pair -> converter.getPrivateKey(pair.getPrivateKeyInfo());
            case PrivateKeyInfo info -> converter.getPrivateKey(info);
            case null, default -> throw new PEMException("neither PKCS#1, SEC 1 nor PKCS#8");
          };
      return new KeyPair(certificate.getPublicKey(), key);
    } catch (IOException e) {
      // The exception is not passed on: its text may quote the key.
      throw new ModuleFailure(
          Reason.CONTRADICTION,
          "%s: its key cannot be read: it has to be PEM, without a passphrase"
              .formatted(authority.words()));
    }
  }
}
