package dev.strimzidr.lab.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/** The key that signs updates, in the form that {@code tsig-keygen} of BIND writes. */
final class KeyFile {
  private static final int BYTES = 32;
  private static final Pattern FORM =
      Pattern.compile(
          "key\\s+\"([^\"]+)\".*algorithm\\s+hmac-sha256.*secret\\s+\"([^\"]+)\"", Pattern.DOTALL);

  private KeyFile() {}

  /** Makes a key that only its owner may read, where there is none yet. */
  static void create(Path file, String name) {
    if (Files.exists(file)) {
      return;
    }
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    String text =
        "key \"%s\" {\n\talgorithm hmac-sha256;\n\tsecret \"%s\";\n};\n"
            .formatted(name, Base64.getEncoder().encodeToString(secret));
    try {
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".key", "", mode);
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The key cannot be kept: " + file, e);
    }
  }

  /**
   * The key.
   *
   * @throws IllegalArgumentException when the file has another form
   */
  static TSIG read(Path file) {
    try {
      Matcher matcher = FORM.matcher(Files.readString(file));
      if (!matcher.find()) {
        throw new IllegalArgumentException(
            file + " is no key: key \"NAME\" { algorithm hmac-sha256; secret \"BASE64\"; };");
      }
      return new TSIG(
          TSIG.HMAC_SHA256,
          Name.fromString(matcher.group(1), Name.root),
          Base64.getDecoder().decode(matcher.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException("The key cannot be read: " + file, e);
    }
  }
}
