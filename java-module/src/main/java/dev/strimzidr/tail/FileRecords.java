package dev.strimzidr.tail;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the file of a partition as it is on disk, and holds it against its manifest. */
final class FileRecords {
  private FileRecords() {}

  /**
   * Hands over all records.
   *
   * @throws IOException when it cannot be read, or the taker cannot take a record
   * @throws ModuleFailure when it is not what the manifest says; records may have been handed over
   */
  static void read(Path path, Exported file, TailLines.Taker taker) throws IOException {
    TopicPartition partition = file.topicPartition();
    MessageDigest digest = Checksums.sha256();
    long[] seen = {0, -1};
    try (InputStream raw = new DigestInputStream(Files.newInputStream(path), digest)) {
      TailLines.read(
          // Its stream is closed with it, and the rest of the file counts too.
          new GZIPInputStream(new Unclosed(raw)),
          record -> {
            if (!partition.equals(new TopicPartition(record.topic(), record.partition()))
                || record.offset() <= seen[1]) {
              throw damaged(
                  path,
                  "offset %d of %s-%d is out of place"
                      .formatted(record.offset(), record.topic(), record.partition()),
                  null);
            }
            seen[0]++;
            seen[1] = record.offset();
            taker.take(record);
          });
      raw.transferTo(OutputStream.nullOutputStream());
    } catch (ZipException | EOFException | JsonProcessingException e) {
      throw damaged(path, "it cannot be read to its end: " + e.getMessage(), e);
    }
    if (seen[0] != file.records() || seen[1] != file.last()) {
      throw damaged(
          path,
          "it has %d records up to offset %d, and its manifest says %d up to %d"
              .formatted(seen[0], seen[1], file.records(), file.last()),
          null);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
      throw damaged(path, "its checksum is not that of its manifest", null);
    }
  }

  private static ModuleFailure damaged(Path path, String why, @Nullable Throwable cause) {
    return new ModuleFailure(
        Reason.CONFLICT,
        "%s is damaged: %s. Export again; where the source does not have it any more, move the folder away and go on with what is kept at the active site"
            .formatted(path, why),
        cause);
  }

  private static final class Unclosed extends java.io.FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] data, int offset, int length) throws IOException {
      return in.read(data, offset, length);
    }

    @Override
    public void close() {}
  }
}
