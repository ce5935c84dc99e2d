package dev.strimzidr.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.Kind;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.testing.Modules;
import dev.strimzidr.testing.RealApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares what {@link OwnedFields} says with what a real API server answers to a dry run of the
 * same apply, for random pairs of resources. {@code -Dmatcher.pairs} says how many, {@code
 * -Dmatcher.seed} with which the first begins; a pair that fails is the only one with its seed and
 * {@code -Dmatcher.pairs=1}.
 */
class MatcherPropertyTest {
  private static final int PAIRS = Integer.getInteger("matcher.pairs", 300);
  private static final long SEED = Long.getLong("matcher.seed", System.nanoTime() & 0xffff_ffffL);
  private static final int PARALLEL = 8;
  private static final int SECONDS = 4;

  /** How the server refuses a resource; anything else is no answer. */
  private static final Set<Reason> REFUSALS =
      Set.of(Reason.REJECTED, Reason.CONFLICT, Reason.FORBIDDEN);

  private static final String NAMESPACE = "matcher";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ApplyOptions OTHER = new ApplyOptions("other", true, false);
  private static final RandomResources RESOURCES = new RandomResources();

  private static final KubeApi API = RealApi.api();

  /** What came of a pair. */
  private enum End {
    REFUSED,
    RECOGNISED,
    ASKED,
    CHANGED
  }

  /**
   * A pair and what came of it.
   *
   * @param kind of which kind the resources are
   * @param wrong what is wrong with it, for people
   */
  private record Trial(String kind, End end, Optional<String> wrong) {}

  @BeforeAll
  static void serve() throws IOException {
    RealApi.serveStrimzi();
    try (InputStream file = MatcherPropertyTest.class.getResourceAsStream("/matcher-crd.yml")) {
      Object definition = YAML.readValue(file, Object.class);
      Object namespace =
          Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", NAMESPACE));
      JsonNode answer =
          Modules.call(
              new ApplyModule(),
              RealApi.options(Map.of("resources", List.of(definition, namespace), "wait", true)));
      assertThat(answer.path("failed").asBoolean()).as(answer.toString()).isFalse();
    }
  }

  @AfterAll
  static void close() {
    API.close();
  }

  @Test
  void saysUnchangedOnlyWhereTheServerChangesNothing() {
    List<Trial> trials = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().factory())) {
      List<Future<List<Trial>>> futures =
          LongStream.range(SEED, SEED + Math.max(1, PAIRS / SECONDS))
              .mapToObj(seed -> pool.submit(() -> trials(seed)))
              .toList();
      futures.forEach(future -> trials.addAll(Futures.get(future)));
    }

    List<String> wrong = trials.stream().flatMap(trial -> trial.wrong().stream()).toList();
    Map<String, Map<End, Long>> ends =
        trials.stream()
            .collect(
                Collectors.groupingBy(
                    Trial::kind,
                    TreeMap::new,
                    Collectors.groupingBy(Trial::end, TreeMap::new, Collectors.counting())));
    System.out.printf(
        "%d pairs from seed %d: %d refused, %d recognised, %d unchanged that had to be asked for, %d changed, %d wrong; %s%n",
        trials.size(),
        SEED,
        count(trials, End.REFUSED),
        count(trials, End.RECOGNISED),
        count(trials, End.ASKED),
        count(trials, End.CHANGED),
        wrong.size(),
        ends);
    assertThat(wrong).isEmpty();
    if (PAIRS >= SECONDS * RESOURCES.kinds()) {
      assertThat(trials.stream().filter(t -> t.end() != End.REFUSED).map(Trial::kind).distinct())
          .as("kinds that the server takes")
          .hasSize(RESOURCES.kinds());
    }
  }

  private static long count(List<Trial> trials, End end) {
    return trials.stream().filter(trial -> trial.end() == end).count();
  }

  /** One first resource, and several second ones. */
  private static List<Trial> trials(long seed) {
    Random random = new Random(seed * 31);
    int kind = Math.floorMod(seed, RESOURCES.kinds());
    RandomResources.Draw first = RESOURCES.draw(kind, NAMESPACE, "m-" + seed, random);
    Ref ref = Ref.to(kind(first.resource()), first.resource());
    if (attempt(() -> API.apply(ref, first.resource(), ApplyOptions.of(false, false))).isEmpty()) {
      return List.of(new Trial(ref.kind().name(), End.REFUSED, Optional.empty()));
    }
    try {
      String between = random.nextBoolean() ? others(ref, kind, random) : "nobody else";
      ObjectNode before = API.get(ref);
      List<Trial> trials = new ArrayList<>();
      for (int i = 0; i < SECONDS; i++) {
        List<String> story = new ArrayList<>(List.of("seed " + seed, between));
        ObjectNode second =
            i == 0 ? first.resource() : second(first.resource(), kind, random, story);
        trials.add(compare(ref, first, second, before, story));
      }
      return trials;
    } finally {
      API.remove(ref, false);
    }
  }

  private static Kind kind(ObjectNode resource) {
    return API.kind(resource.path("apiVersion").asText(), resource.path("kind").asText())
        .orElseThrow();
  }

  /** What the server makes of it; nothing where it refuses. */
  private static Optional<ObjectNode> attempt(Supplier<ObjectNode> request) {
    try {
      return Optional.of(request.get());
    } catch (ModuleFailure refused) {
      // What is no resource of its kind is answered with status 500.
      if (!REFUSALS.contains(refused.reason())
          && !refused.message().contains("failed to convert")) {
        throw refused;
      }
      return Optional.empty();
    }
  }

  /** Somebody else applies a resource of the same kind, or changes it without an apply. */
  private static String others(Ref ref, int kind, Random random) {
    if (random.nextBoolean()) {
      ObjectNode theirs = RESOURCES.draw(kind, NAMESPACE, ref.name(), random).resource();
      return attempt(() -> API.apply(ref, theirs, OTHER)).isPresent()
          ? "other applied " + theirs
          : "other was refused";
    }
    ObjectNode live = Trees.written(API.get(ref));
    String change = RandomChanges.one(live, random);
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, JsonNode> field : live.properties()) {
      if (!List.of("apiVersion", "kind", "metadata").contains(field.getKey())) {
        ObjectNode operation = operations.addObject().put("op", "add");
        operation.put("path", "/" + field.getKey()).set("value", field.getValue());
      }
    }
    return attempt(() -> API.patch(ref, operations, OTHER)).isPresent()
        ? "other did: " + change
        : "other was refused";
  }

  private static ObjectNode second(ObjectNode first, int kind, Random random, List<String> story) {
    if (random.nextInt(5) == 0) {
      story.add("another one");
      return RESOURCES
          .draw(kind, NAMESPACE, first.path("metadata").path("name").asText(), random)
          .resource();
    }
    ObjectNode second = first.deepCopy();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      story.add(RandomChanges.one(second, random));
    }
    return second;
  }

  private static Trial compare(
      Ref ref,
      RandomResources.Draw first,
      ObjectNode second,
      ObjectNode before,
      List<String> story) {
    Optional<ObjectNode> after = attempt(() -> API.apply(ref, second, ApplyOptions.of(true, true)));
    boolean unchanged = after.isPresent() && compared(before).equals(compared(after.get()));
    boolean recognised = OwnedFields.alreadySo(Schemas.asKept(second), before);
    boolean mustBeRecognised = second.equals(first.resource()) && !first.rewritten();
    if (unchanged ? recognised || !mustBeRecognised : !recognised) {
      return new Trial(
          ref.kind().name(),
          after.isEmpty()
              ? End.REFUSED
              : !unchanged ? End.CHANGED : recognised ? End.RECOGNISED : End.ASKED,
          Optional.empty());
    }
    ObjectNode now = API.get(ref);
    if (!compared(now).equals(compared(before))) {
      // A controller of the cluster has changed it meanwhile.
      return compare(ref, first, second, now, story);
    }
    return new Trial(
        ref.kind().name(),
        unchanged ? End.ASKED : End.CHANGED,
        Optional.of(
            "%s: %s%n--- first%n%s--- second%n%s--- before%n%s--- dry run%n%s"
                .formatted(
                    unchanged ? "unchanged, not recognised" : "said to be unchanged, changed",
                    String.join("; ", story),
                    text(first.resource()),
                    text(second),
                    text(compared(before)),
                    after.map(a -> text(compared(a))).orElse("refused\n"))));
  }

  /** All of it, who owns what included, but for versions, and times and what follows from them. */
  private static ObjectNode compared(ObjectNode resource) {
    ObjectNode copy = resource.deepCopy();
    ObjectNode metadata = (ObjectNode) copy.path("metadata");
    metadata.remove("resourceVersion");
    // The server sorts them by time.
    ObjectNode managers = JsonNodeFactory.instance.objectNode();
    for (JsonNode entry : metadata.path("managedFields")) {
      ObjectNode manager = (ObjectNode) entry;
      JsonNode fields = manager.remove("fieldsV1");
      manager.remove("time");
      managers.set(manager.toString(), fields);
    }
    metadata.set("managedFields", managers);
    return copy;
  }

  private static String text(ObjectNode resource) {
    try {
      return YAML.writeValueAsString(resource);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
