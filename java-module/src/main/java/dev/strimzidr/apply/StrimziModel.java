package dev.strimzidr.apply;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import io.strimzi.api.kafka.model.bridge.KafkaBridge;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.rebalance.KafkaRebalance;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks resources of Strimzi against its own model, where no API server can: before its
 * definitions are installed. Its classes take longer to load than everything else of a run, so it
 * is asked for nothing else.
 */
final class StrimziModel {
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "Kafka", Kafka.class,
          "KafkaNodePool", KafkaNodePool.class,
          "KafkaTopic", KafkaTopic.class,
          "KafkaUser", KafkaUser.class,
          "KafkaMirrorMaker2", KafkaMirrorMaker2.class,
          "KafkaConnect", KafkaConnect.class,
          "KafkaConnector", KafkaConnector.class,
          "KafkaBridge", KafkaBridge.class,
          "KafkaRebalance", KafkaRebalance.class);

  private StrimziModel() {}

  /**
   * Refuses a field that Strimzi does not have, or of another type; says nothing of other kinds.
   *
   * @throws ModuleFailure with the path of each field
   */
  static void check(ObjectNode resource) {
    Class<?> type = KINDS.get(resource.path("kind").asText());
    if (type == null || !resource.path("apiVersion").asText().equals("kafka.strimzi.io/v1")) {
      return;
    }
    List<String> problems = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    mapper.setAnnotationIntrospector(new WithoutAnySetters());
    mapper.addHandler(new Noting(problems));
    try {
      Object unused = mapper.readValue(mapper.treeAsTokens(resource), type);
    } catch (JsonMappingException e) {
      problems.add("%s has another type".formatted(path(e)));
    } catch (IOException e) {
      throw new IllegalStateException("a tree that cannot be read", e);
    }
    if (!problems.isEmpty()) {
      throw new ModuleFailure(
          Reason.REJECTED,
          "%s %s: %s"
              .formatted(
                  resource.path("kind").asText(),
                  resource.path("metadata").path("name").asText(),
                  String.join("; ", problems)));
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference at : e.getPath()) {
      path.append(at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName());
    }
    return path.isEmpty() ? "it" : path.substring(1);
  }

  /** The model keeps what it does not know; here it shall be noticed. */
  private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasAnySetter(Annotated annotated) {
      return Boolean.FALSE;
    }
  }

  private static final class Noting extends DeserializationProblemHandler {
    private final List<String> problems;

    private Noting(List<String> problems) {
      this.problems = problems;
    }

    @Override
    public boolean handleUnknownProperty(
        DeserializationContext context,
        JsonParser parser,
        JsonDeserializer<?> deserializer,
        Object bean,
        String property)
        throws IOException {
      String pointer = parser.getParsingContext().pathAsPointer().toString();
      problems.add("unknown field " + pointer.substring(1).replace('/', '.'));
      parser.skipChildren();
      return true;
    }
  }
}
