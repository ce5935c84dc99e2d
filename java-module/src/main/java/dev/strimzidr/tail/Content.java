package dev.strimzidr.tail;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a partition that have passed by: how many, and the checksum of their {@link
 * TailLines}. It is that of an export's file, uncompressed.
 */
final class Content {
  private final Tally tally = new Tally(Map.of());
  private final MessageDigest digest = Checksums.sha256();
  private long size;

  void add(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    try (JsonGenerator json = TailLines.writer(new Summed())) {
      TailLines.write(json, record);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written anywhere
    }
    tally.add(record.offset(), record.timestamp(), TailLines.bytes(record));
  }

  Tally tally() {
    return tally;
  }

  /** The bytes of the lines. */
  long size() {
    return size;
  }

  /** The checksum so far, in hexadecimal digits. */
  String sha256() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e); // the JDK's own can
    }
  }

  private final class Summed extends OutputStream {
    @Override
    public void write(int one) {
      digest.update((byte) one);
      size++;
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      digest.update(data, offset, length);
      size += length;
    }
  }
}
