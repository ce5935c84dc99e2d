import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.ArgumentSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The module's own requests and fabric8's {@code genericKubernetesResources}, for the same work: {@code Clients WAY KUBECONFIG call TIMES}
 * opens a client, reads the ConfigMap default/bench and applies it as it is, so many times, and prints the milliseconds of the first and
 * the median of the last half; {@code Clients WAY KUBECONFIG list NAMESPACE TIMES} reads all KafkaTopics of a namespace as trees, which is
 * what unchanged resources are compared as; {@code Clients ours - status typed} reads a condition of a Kafka resource by Strimzi's types, and
 * {@code tree} without.
 */
class Clients {
  private static final Kind CONFIG_MAP = new Kind("", "v1", "ConfigMap", "configmaps", true);
  private static final Kind TOPIC = new Kind("kafka.strimzi.io", "v1", "KafkaTopic", "kafkatopics", true);
  private static final int PAGE = 500;
  private static final String KAFKA =
      """
      {"apiVersion": "kafka.strimzi.io/v1", "kind": "Kafka", "metadata": {"name": "my-cluster", "namespace": "kafka"},
       "spec": {"kafka": {"version": "4.3.1", "listeners": [
         {"name": "external", "port": 9094, "type": "loadbalancer", "tls": true, "authentication": {"type": "scram-sha-512"}}]},
         "entityOperator": {"topicOperator": {}, "userOperator": {}}},
       "status": {"conditions": [{"type": "Ready", "status": "True"}], "observedGeneration": 1,
         "listeners": [{"name": "external", "bootstrapServers": "192.0.2.1:9094", "addresses": [{"host": "192.0.2.1", "port": 9094}]}]}}
      """;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** One way to speak to an API server. */
  interface Way extends AutoCloseable {
    JsonNode get(Kind kind, String namespace, String name);

    void apply(Kind kind, String namespace, String name, JsonNode resource);

    List<JsonNode> list(Kind kind, String namespace);

    @Override
    void close();
  }

  public static void main(String... arguments) throws Exception {
    String kubeconfig = arguments[1];
    Supplier<Way> way =
        switch (arguments[0]) {
          case "ours" -> () -> new Ours(kubeconfig);
          case "fabric8" -> () -> new Fabric8(kubeconfig);
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    switch (arguments[2]) {
      case "call" -> timed(Integer.parseInt(arguments[3]), () -> call(way));
      case "list" ->
          timed(
              Integer.parseInt(arguments[4]),
              () -> {
                try (Way client = way.get()) {
                  int count = client.list(TOPIC, arguments[3]).size();
                  if (count == 0) {
                    throw new IllegalStateException("no topics in " + arguments[3]);
                  }
                }
              });
      case "status" -> timed(1, () -> conditions(arguments[3].equals("typed")));
      default -> throw new IllegalArgumentException(arguments[2]);
    }
  }

  /** A status as a tree, or first as the type that Strimzi has for it. */
  private static void conditions(boolean typed) {
    try {
      JsonNode kafka = MAPPER.readTree(KAFKA);
      String type =
          typed
              ? MAPPER
                  .treeToValue(kafka, io.strimzi.api.kafka.model.kafka.Kafka.class)
                  .getStatus()
                  .getConditions()
                  .getFirst()
                  .getType()
              : kafka.path("status").path("conditions").path(0).path("type").asText();
      if (!type.equals("Ready")) {
        throw new IllegalStateException(type);
      }
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void call(Supplier<Way> way) {
    JsonNode wanted =
        MAPPER.valueToTree(
            Map.of(
                "apiVersion", "v1",
                "kind", "ConfigMap",
                "metadata", Map.of("name", "bench", "namespace", "default"),
                "data", Map.of("window", "Sunday 02:00")));
    try (Way client = way.get()) {
      JsonNode live = client.get(CONFIG_MAP, "default", "bench");
      if (!live.path("data").equals(wanted.path("data"))) {
        throw new IllegalStateException(live.toString());
      }
      client.apply(CONFIG_MAP, "default", "bench", wanted);
    }
  }

  private static void timed(int times, Runnable work) {
    List<Double> milliseconds = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      work.run();
      milliseconds.add((System.nanoTime() - begin) / 1e6);
    }
    List<Double> last = milliseconds.subList(times / 2, times).stream().sorted().toList();
    System.out.printf(
        "{\"first\": %.1f, \"median\": %.1f}%n", milliseconds.getFirst(), last.get(last.size() / 2));
  }

  /** What the modules do. */
  private static final class Ours implements Way {
    private final KubeApi api;

    Ours(String kubeconfig) {
      ArgumentSpec spec = new ArgumentSpec().and(Connection.OPTIONS);
      api = Connection.open(ArgumentParser.parse(spec, Map.of("kubeconfig", kubeconfig), System::getenv));
    }

    @Override
    public JsonNode get(Kind kind, String namespace, String name) {
      return api.get(new Ref(kind, namespace, name));
    }

    @Override
    public void apply(Kind kind, String namespace, String name, JsonNode resource) {
      api.apply(new Ref(kind, namespace, name), resource, ApplyOptions.of(true, false));
    }

    @Override
    public List<JsonNode> list(Kind kind, String namespace) {
      return List.copyOf(api.list(kind, namespace, null));
    }

    @Override
    public void close() {
      api.close();
    }
  }

  /** What fabric8 has for kinds without a model, over the same HTTP client. */
  private static final class Fabric8 implements Way {
    private static final PatchContext APPLY =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(ApplyOptions.FIELD_MANAGER)
            .withFieldValidation("Strict")
            .withForce(true)
            .build();

    private final KubernetesClient client;

    Fabric8(String kubeconfig) {
      Config config = new ConfigBuilder(Config.fromKubeconfig(new File(kubeconfig))).build();
      client =
          new KubernetesClientBuilder()
              .withConfig(config)
              .withHttpClientFactory(new JdkHttpClientFactory())
              .build();
    }

    @Override
    public JsonNode get(Kind kind, String namespace, String name) {
      return tree(
          client.genericKubernetesResources(context(kind)).inNamespace(namespace).withName(name).get());
    }

    @Override
    public void apply(Kind kind, String namespace, String name, JsonNode resource) {
      tree(
          client
              .genericKubernetesResources(context(kind))
              .inNamespace(namespace)
              .resource(MAPPER.convertValue(resource, GenericKubernetesResource.class))
              .patch(APPLY));
    }

    @Override
    public List<JsonNode> list(Kind kind, String namespace) {
      List<JsonNode> all = new ArrayList<>();
      String more = null;
      do {
        GenericKubernetesResourceList page =
            client
                .genericKubernetesResources(context(kind))
                .inNamespace(namespace)
                .list(new ListOptionsBuilder().withLimit((long) PAGE).withContinue(more).build());
        page.getItems().forEach(item -> all.add(tree(item)));
        more = page.getMetadata().getContinue();
      } while (more != null && !more.isEmpty());
      return all;
    }

    private static JsonNode tree(GenericKubernetesResource resource) {
      return MAPPER.valueToTree(resource);
    }

    private static ResourceDefinitionContext context(Kind kind) {
      return new ResourceDefinitionContext.Builder()
          .withGroup(kind.group())
          .withVersion(kind.version())
          .withKind(kind.name())
          .withPlural(kind.plural())
          .withNamespaced(kind.namespaced())
          .build();
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
