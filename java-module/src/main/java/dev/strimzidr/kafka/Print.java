package dev.strimzidr.kafka;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of records, 64 bits wide. Two checksums with different polynomials, which processors
 * compute, are mixed with lengths and places, so that a missing value is not an empty one, and
 * headers in another order are other headers. Used from one thread.
 */
public final class Print {
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long ABSENT = 0xD6E8FEB86659FD93L;
  private static final int HALF = 32;
  private static final long LOW_HALF = 0xFFFFFFFFL;

  private final CRC32 one = new CRC32();
  private final CRC32C other = new CRC32C();

  /**
   * The fingerprint of key, value, headers in their order, and timestamp.
   *
   * @param timestamps false to leave the timestamp out
   */
  public long of(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, boolean timestamps) {
    long print = fold(SEED, of(record.key()));
    print = fold(print, of(record.value()));
    for (Header header : record.headers()) {
      print = fold(print, of(header.key().getBytes(StandardCharsets.UTF_8)));
      print = fold(print, of(header.value()));
    }
    return timestamps ? fold(print, record.timestamp()) : print;
  }

  /** The fingerprint of a key, a value or the like. */
  public long of(byte @Nullable [] part) {
    if (part == null) {
      return ABSENT;
    }
    one.reset();
    one.update(part, 0, part.length);
    other.reset();
    other.update(part, 0, part.length);
    return fold(part.length, (one.getValue() << HALF) | (other.getValue() & LOW_HALF));
  }

  /** Depends on both and on their order. The mixing is that of SplitMix64. */
  private static long fold(long print, long next) {
    long mixed = (print + SEED) * 31 + next;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
