package dev.strimzidr.tail;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The file of one partition while it is written: gzip, of {@link TailLines}. */
final class RecordFile implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final DurableFiles.Part part;
  private final MessageDigest digest;
  private final CountingStream counted;
  private final JsonGenerator json;

  private RecordFile(Path path, Optional<Path> before) throws IOException {
    part = DurableFiles.part(path);
    try {
      digest = Checksums.sha256();
      counted = new CountingStream(new DigestOutputStream(part.out(), digest));
      if (before.isPresent()) {
        Files.copy(before.get(), counted);
      }
      // What follows is a member of its own: gzip reads them as one file.
      json = TailLines.writer(new Fast(counted));
    } catch (IOException e) {
      part.close();
      throw e;
    }
  }

  /**
   * Begins.
   *
   * @param path its name when it is finished
   * @param before a file with which it begins
   */
  static RecordFile begin(Path path, Optional<Path> before) throws IOException {
    return new RecordFile(path, before);
  }

  void write(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) throws IOException {
    TailLines.write(json, record);
  }

  /** Ends the content; it is on disk and has its name when this returns. */
  void publish() throws IOException {
    json.close();
    part.publish();
  }

  /** Its size in bytes, once published. */
  long size() {
    return counted.count;
  }

  /** Its checksum, once published. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    part.close();
  }

  /** The data are base64, and the network is the slower part: the least effort has most of it. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static final class CountingStream extends java.io.FilterOutputStream {
    private long count;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      count++;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      out.write(data, offset, length);
      count += length;
    }
  }
}
