package dev.strimzidr.tail;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a tail and its manifest stand in a topic of ours. No I/O.
 *
 * <p>A record keeps its key, value and headers. Before its own headers stand six that say where it
 * comes from; by their place they cannot be mistaken for its own. Its timestamp is one of them: the
 * topic has the time at which it was written there, since retention goes by that.
 */
final class KeptRecords {
  private static final String SITE = "strimzi-dr-site";
  private static final String TOPIC = "strimzi-dr-topic";
  private static final String PARTITION = "strimzi-dr-partition";
  private static final String OFFSET = "strimzi-dr-offset";
  private static final String TIMESTAMP = "strimzi-dr-timestamp";
  private static final String TIMESTAMP_TYPE = "strimzi-dr-timestamp-type";
  private static final String[] ORIGIN = {
    SITE, TOPIC, PARTITION, OFFSET, TIMESTAMP, TIMESTAMP_TYPE
  };
  private static final String MANIFEST = "strimzi-dr-manifest";
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeptRecords() {}

  /**
   * A record as it is written.
   *
   * @param into the topic of ours
   * @param site where it comes from
   */
  static ProducerRecord<byte @Nullable [], byte @Nullable []> of(
      String into, String site, ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, SITE, site);
    add(headers, TOPIC, record.topic());
    add(headers, PARTITION, String.valueOf(record.partition()));
    add(headers, OFFSET, String.valueOf(record.offset()));
    add(headers, TIMESTAMP, String.valueOf(record.timestamp()));
    add(headers, TIMESTAMP_TYPE, record.timestampType().toString());
    record.headers().forEach(headers::add);
    return new ProducerRecord<>(into, 0, null, record.key(), record.value(), headers);
  }

  /** A manifest as it is written. */
  static ProducerRecord<byte @Nullable [], byte @Nullable []> of(String into, Manifest manifest) {
    RecordHeaders headers = new RecordHeaders();
    add(headers, MANIFEST, String.valueOf(manifest.format()));
    return new ProducerRecord<>(into, 0, null, null, bytes(manifest), headers);
  }

  /** The size of a manifest when it is written. */
  static int size(Manifest manifest) {
    return bytes(manifest).length;
  }

  private static byte[] bytes(Manifest manifest) {
    try {
      return JSON.writeValueAsBytes(manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The manifest, where this is one.
   *
   * @throws ModuleFailure when it is of another form than this version knows
   */
  static Optional<Manifest> manifest(ConsumerRecord<byte @Nullable [], byte @Nullable []> found) {
    Header[] headers = found.headers().toArray();
    if (headers.length == 0 || !headers[0].key().equals(MANIFEST)) {
      return Optional.empty();
    }
    String format = text(headers[0]);
    if (!format.equals(String.valueOf(Manifest.FORMAT))) {
      throw foreign(found, "a manifest of the format " + format);
    }
    try {
      return Optional.of(JSON.readValue(found.value(), Manifest.class));
    } catch (IOException | IllegalArgumentException e) {
      throw foreign(found, "a manifest that cannot be read: " + e.getMessage());
    }
  }

  /**
   * The record as it was at its source.
   *
   * @throws ModuleFailure when it is not one that was written so
   */
  static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
      ConsumerRecord<byte @Nullable [], byte @Nullable []> found) {
    Header[] headers = found.headers().toArray();
    for (int i = 0; i < ORIGIN.length; i++) {
      if (i >= headers.length || !headers[i].key().equals(ORIGIN[i])) {
        throw foreign(found, "a record of somebody else");
      }
    }
    try {
      int next = 1;
      return new ConsumerRecord<>(
          text(headers[next++]),
          Integer.parseInt(text(headers[next++])),
          Long.parseLong(text(headers[next++])),
          Long.parseLong(text(headers[next++])),
          TimestampType.forName(text(headers[next++])),
          -1,
          -1,
          found.key(),
          found.value(),
          new RecordHeaders(Arrays.copyOfRange(headers, next, headers.length)),
          Optional.empty());
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      throw foreign(found, "a record whose origin cannot be read: " + e.getMessage());
    }
  }

  private static void add(RecordHeaders headers, String key, String text) {
    headers.add(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Header header) {
    return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static ModuleFailure foreign(ConsumerRecord<?, ?> found, String what) {
    return new ModuleFailure(
        Reason.CONFLICT,
        "Topic %s is not, or not only, an exported tail: at offset %d it has %s"
            .formatted(found.topic(), found.offset(), what));
  }
}
