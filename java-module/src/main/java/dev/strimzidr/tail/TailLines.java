package dev.strimzidr.tail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The form of a file: JSON Lines, one record a line, in the order of the offsets, such as {@code
 * {"topic":"t","partition":0,"offset":7,"timestamp":1767225600000,"timestamp_type":"CreateTime",
 * "key_base64":null,"value_base64":"aGVsbG8=","headers":[{"key":"h","value_base64":null}]}}.
 */
final class TailLines {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Kafka's own limits hold for records.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private TailLines() {}

  /** Takes one record after another. */
  interface Taker {
    void take(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) throws IOException;
  }

  /** Writes lines; to be closed after the last one, which closes the stream too. */
  static JsonGenerator writer(OutputStream out) throws IOException {
    return JSON.createGenerator(out).setRootValueSeparator(new SerializedString(""));
  }

  static void write(JsonGenerator json, ConsumerRecord<byte @Nullable [], byte @Nullable []> record)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("topic", record.topic());
    json.writeNumberField("partition", record.partition());
    json.writeNumberField("offset", record.offset());
    json.writeNumberField("timestamp", record.timestamp());
    json.writeStringField("timestamp_type", record.timestampType().toString());
    binary(json, "key_base64", record.key());
    binary(json, "value_base64", record.value());
    json.writeArrayFieldStart("headers");
    for (Header header : record.headers()) {
      json.writeStartObject();
      json.writeStringField("key", header.key());
      binary(json, "value_base64", header.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  /** The size of key, value and headers in bytes. */
  static long bytes(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    long bytes = length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      bytes += Utils.utf8Length(header.key()) + length(header.value());
    }
    return bytes;
  }

  /**
   * Reads all lines.
   *
   * @throws IOException when they are not such lines
   */
  static void read(InputStream in, Taker taker) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      while (json.nextToken() != null) {
        taker.take(record(json));
      }
    }
  }

  private static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(JsonParser json)
      throws IOException {
    String topic = "";
    int partition = -1;
    long offset = -1;
    long timestamp = -1;
    TimestampType type = TimestampType.CREATE_TIME;
    byte[] key = null;
    byte[] value = null;
    RecordHeaders headers = new RecordHeaders();
    for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
      json.nextToken();
      switch (field) {
        case "topic" -> topic = json.getText();
        case "partition" -> partition = json.getIntValue();
        case "offset" -> offset = json.getLongValue();
        case "timestamp" -> timestamp = json.getLongValue();
        case "timestamp_type" -> type = TimestampType.forName(json.getText());
        case "key_base64" -> key = binary(json);
        case "value_base64" -> value = binary(json);
        case "headers" -> headers(json, headers);
        default -> json.skipChildren();
      }
    }
    return new ConsumerRecord<>(
        topic, partition, offset, timestamp, type, -1, -1, key, value, headers, Optional.empty());
  }

  private static void headers(JsonParser json, RecordHeaders headers) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String key = "";
      byte[] value = null;
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        json.nextToken();
        if (field.equals("key")) {
          key = json.getText();
        } else {
          value = binary(json);
        }
      }
      headers.add(key, value);
    }
  }

  private static byte @Nullable [] binary(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : json.getBinaryValue();
  }

  private static void binary(JsonGenerator json, String name, byte @Nullable [] data)
      throws IOException {
    if (data == null) {
      json.writeNullField(name);
    } else {
      json.writeBinaryField(name, data);
    }
  }

  private static long length(byte @Nullable [] data) {
    return data == null ? 0 : data.length;
  }
}
