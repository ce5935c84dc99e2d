package dev.strimzidr.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Which fields of two records differ; what is in them is not told. */
final class Fields {
  private Fields() {}

  /**
   * Their names: key, value, headers, timestamp.
   *
   * @param timestamps false to leave the timestamp out
   */
  static List<String> differing(
      ConsumerRecord<byte[], byte[]> one,
      ConsumerRecord<byte[], byte[]> other,
      boolean timestamps) {
    List<String> fields = new ArrayList<>();
    if (!Arrays.equals(one.key(), other.key())) {
      fields.add("key");
    }
    if (!Arrays.equals(one.value(), other.value())) {
      fields.add("value");
    }
    if (!same(one.headers(), other.headers())) {
      fields.add("headers");
    }
    if (timestamps && one.timestamp() != other.timestamp()) {
      fields.add("timestamp");
    }
    return fields;
  }

  private static boolean same(Headers one, Headers other) {
    Header[] here = one.toArray();
    Header[] there = other.toArray();
    boolean same = here.length == there.length;
    for (int i = 0; same && i < here.length; i++) {
      same =
          here[i].key().equals(there[i].key()) && Arrays.equals(here[i].value(), there[i].value());
    }
    return same;
  }
}
