package dev.strimzidr.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.module.Answer;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Suggestion;
import dev.strimzidr.module.Warnings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one API server, resources as JSON trees: a typed model of each kind would take longer
 * to load than a request. The client library below it brings authentication, TLS and proxies; what
 * a server turned away for the moment is asked again. Every method throws a {@link ModuleFailure}
 * that says what failed and where.
 */
public final class KubeApi implements AutoCloseable {
  private static final int PAGE = 500;

  /** One item of a list costs about a tenth of a request of its own. */
  private static final int WORTH_LISTING = 10;

  private static final String APPLY = "application/apply-patch+yaml";
  private static final String MERGE = "application/merge-patch+json";
  private static final String JSON = "application/json";
  private static final String JSON_PATCH = "application/json-patch+json";

  private final Config config;
  private final Warnings warnings;
  private final HttpClients clients = new HttpClients();
  private final HttpClient http;
  private final Requests requests;
  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, List<Kind>> discovered = new ConcurrentHashMap<>();

  KubeApi(Config config, Warnings warnings) {
    this.config = config;
    this.warnings = warnings;
    this.http = clients.newBuilder(config).build();
    this.requests = new Requests(http);
  }

  /** The address of the API server, without what stands behind a query or a user. */
  public String address() {
    return config.getMasterUrl().replaceAll("/+$", "");
  }

  /** The kind as the server serves it; asks the server for one that is not in the table. */
  public Optional<Kind> kind(String apiVersion, String name) {
    Optional<Kind> known = KnownKinds.find(apiVersion, name);
    return known.isPresent()
        ? known
        : discovered.computeIfAbsent(apiVersion, this::discover).stream()
            .filter(kind -> kind.name().equals(name))
            .findFirst();
  }

  /**
   * The kind as the server serves it; nothing where a definition may bring it later.
   *
   * @throws ModuleFailure when the server lacks it in a group of its own, to which none adds
   */
  public Optional<Kind> kindNowOrLater(String apiVersion, String name) {
    Optional<Kind> kind = kind(apiVersion, name);
    if (kind.isEmpty() && servesByItself(apiVersion)) {
      List<String> there =
          discovered.getOrDefault(apiVersion, List.of()).stream().map(Kind::name).toList();
      throw new ModuleFailure(
          Reason.UNKNOWN_KIND,
          there.isEmpty()
              ? "%s does not serve %s, and so no %s of it".formatted(address(), apiVersion, name)
              : "%s does not serve %s of %s: %s"
                  .formatted(address(), name, apiVersion, Suggestion.of(name, there)));
    }
    return kind;
  }

  /** Whether every server has the group, and no definition can add to it. */
  public boolean servesByItself(String apiVersion) {
    return KnownKinds.isBuiltIn(Kind.groupOf(apiVersion));
  }

  public ObjectNode get(Ref ref) {
    return object(send("GET", ref.path(), Map.of(), null, JSON, ref.toString()));
  }

  /** The resource, or nothing where it, its namespace or its kind is not there. */
  public Optional<ObjectNode> find(Ref ref) {
    return Answer.ifThere(() -> get(ref));
  }

  /** Anything the server serves at a path, such as {@code /version}. */
  public ObjectNode read(String path) {
    return object(send("GET", path, Map.of(), null, JSON, path));
  }

  /** All resources of a kind, in pages. */
  public List<ObjectNode> list(
      Kind kind, @Nullable String namespace, @Nullable String labelSelector) {
    return listing(kind, namespace, labelSelector).items();
  }

  /** All resources of a kind, with the version from which a watch goes on. */
  public Listing listing(Kind kind, @Nullable String namespace, @Nullable String labelSelector) {
    List<ObjectNode> items = new ArrayList<>();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("limit", String.valueOf(PAGE));
    if (labelSelector != null) {
      query.put("labelSelector", labelSelector);
    }
    while (true) {
      ObjectNode page =
          object(send("GET", kind.path(namespace), query, null, JSON, what(kind, namespace)));
      page.path("items").forEach(item -> items.add(complete((ObjectNode) item, kind)));
      String more = page.path("metadata").path("continue").asText("");
      if (more.isEmpty()) {
        return new Listing(items, page.path("metadata").path("resourceVersion").asText());
      }
      query.put("continue", more);
    }
  }

  /**
   * Finds out whether the account may still list a kind: a watch goes on when it no longer may.
   *
   * @throws ModuleFailure when it may not, or is not known any more
   */
  public void requireList(Kind kind, @Nullable String namespace) {
    JsonNode unused =
        send("GET", kind.path(namespace), Map.of("limit", "1"), null, JSON, what(kind, namespace));
  }

  /**
   * Those of some names, read page by page; empty where the collection holds so much else that
   * asking for each of them is cheaper.
   */
  public Optional<Map<String, ObjectNode>> among(
      Kind kind, @Nullable String namespace, Set<String> names) {
    Map<String, ObjectNode> found = new HashMap<>();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("limit", String.valueOf(PAGE));
    while (true) {
      ObjectNode page =
          object(send("GET", kind.path(namespace), query, null, JSON, what(kind, namespace)));
      for (JsonNode item : page.path("items")) {
        String name = item.path("metadata").path("name").asText();
        if (names.contains(name)) {
          found.put(name, complete((ObjectNode) item, kind));
        }
      }
      String more = page.path("metadata").path("continue").asText("");
      if (more.isEmpty()) {
        return Optional.of(found);
      }
      long left = page.path("metadata").path("remainingItemCount").asLong();
      if (left > (long) WORTH_LISTING * names.size()) {
        return Optional.empty();
      }
      query.put("continue", more);
    }
  }

  /** Server-side apply, with strict validation of fields. */
  public ObjectNode apply(Ref ref, JsonNode resource, ApplyOptions options) {
    return apply(ref, ref.path(), resource, options);
  }

  /** The same for the part that an operator writes; nothing else of the resource changes. */
  public ObjectNode applyStatus(Ref ref, JsonNode resource, ApplyOptions options) {
    return apply(ref, ref.path() + "/status", resource, options);
  }

  private ObjectNode apply(Ref ref, String path, JsonNode resource, ApplyOptions options) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fieldManager", options.fieldManager());
    query.put("fieldValidation", "Strict");
    query.put("force", String.valueOf(options.force()));
    if (options.dryRun()) {
      query.put("dryRun", "All");
    }
    return object(send("PATCH", path, query, resource, APPLY, ref.toString()));
  }

  /** Creates what must not be there yet. */
  public ObjectNode create(
      Kind kind, @Nullable String namespace, JsonNode resource, ApplyOptions options) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fieldManager", options.fieldManager());
    query.put("fieldValidation", "Strict");
    if (options.dryRun()) {
      query.put("dryRun", "All");
    }
    return object(send("POST", kind.path(namespace), query, resource, JSON, kind.name()));
  }

  /**
   * Changes some fields; a {@code resourceVersion} in the patch makes it fail when somebody was
   * faster.
   */
  public ObjectNode merge(Ref ref, JsonNode patch, ApplyOptions options) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fieldManager", options.fieldManager());
    query.put("fieldValidation", "Strict");
    if (options.dryRun()) {
      query.put("dryRun", "All");
    }
    return object(send("PATCH", ref.path(), query, patch, MERGE, ref.toString()));
  }

  /** Changes what the operations of a JSON Patch name (RFC 6902). */
  public ObjectNode patch(Ref ref, JsonNode operations, ApplyOptions options) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fieldManager", options.fieldManager());
    if (options.dryRun()) {
      query.put("dryRun", "All");
    }
    return object(send("PATCH", ref.path(), query, operations, JSON_PATCH, ref.toString()));
  }

  /** Deletes it and, by the garbage collector, what it owns. */
  public void delete(Ref ref, boolean dryRun) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("propagationPolicy", "Background");
    if (dryRun) {
      query.put("dryRun", "All");
    }
    send("DELETE", ref.path(), query, null, JSON, ref.toString());
  }

  /** The same; one that somebody else was faster with is gone as it was asked to be. */
  public void remove(Ref ref, boolean dryRun) {
    unlessGone(() -> delete(ref, dryRun));
  }

  /**
   * Removes a Pod, or one that is being deleted already sooner.
   *
   * @param grace how long it may take to end, at least a second: without one the server forgets it
   *     before it has ended
   */
  public void remove(Ref pod, Duration grace) {
    Map<String, String> query = Map.of("gracePeriodSeconds", Long.toString(grace.toSeconds()));
    unlessGone(() -> send("DELETE", pod.path(), query, null, JSON, pod.toString()));
  }

  private static void unlessGone(Runnable deletion) {
    try {
      deletion.run();
    } catch (ModuleFailure failure) {
      if (failure.reason() != Reason.NOT_FOUND) {
        throw failure;
      }
    }
  }

  /**
   * Follows the resources of a kind.
   *
   * @param name the only one of interest; null for all
   * @param resourceVersion from where
   * @param seconds how long at most
   */
  public Watch watch(
      Kind kind,
      @Nullable String namespace,
      @Nullable String name,
      String resourceVersion,
      long seconds) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("watch", "true");
    if (name != null) {
      query.put("fieldSelector", "metadata.name=" + name);
    }
    query.put("resourceVersion", resourceVersion);
    query.put("timeoutSeconds", String.valueOf(Math.max(1, seconds)));
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(uri(kind.path(namespace), query))
            .header("Accept", JSON)
            .forStreaming()
            .build();
    return Watch.open(
        requests,
        request,
        mapper,
        failure -> onTheWay(failure, kind.plural()),
        code -> KubeErrors.of(code, new byte[0], address(), kind.plural(), 0));
  }

  @Override
  public void close() {
    http.close();
    clients.close();
  }

  private List<Kind> discover(String apiVersion) {
    List<Kind> kinds = new ArrayList<>();
    String[] parts =
        apiVersion.contains("/") ? apiVersion.split("/", 2) : new String[] {"", apiVersion};
    try {
      for (JsonNode resource : read(Kind.root(apiVersion)).path("resources")) {
        if (!resource.path("name").asText().contains("/")) {
          kinds.add(
              new Kind(
                  parts[0],
                  parts[1],
                  resource.path("kind").asText(),
                  resource.path("name").asText(),
                  resource.path("namespaced").asBoolean()));
        }
      }
    } catch (ModuleFailure failure) {
      if (!failure.notThere()) {
        throw failure;
      }
    }
    return kinds;
  }

  private JsonNode send(
      String method,
      String path,
      Map<String, String> query,
      @Nullable JsonNode body,
      String contentType,
      String what) {
    try {
      HttpRequest.Builder request =
          http.newHttpRequestBuilder().uri(uri(path, query)).header("Accept", JSON);
      if (!method.equals("GET")) {
        request.method(method, contentType, body == null ? "" : mapper.writeValueAsString(body));
      }
      HttpResponse<byte[]> response = requests.send(request.build());
      byte[] content = response.body() == null ? new byte[0] : response.body();
      SecretValues secret = SecretValues.of(path, body);
      WarningHeaders.texts(response.headers("Warning"))
          .forEach(text -> warnings.add(secret.hide(text)));
      if (!response.isSuccessful()) {
        ModuleFailure failure =
            KubeErrors.of(
                response.code(), content, address(), what, Requests.retryAfterMillis(response));
        throw new ModuleFailure(
            failure.reason(), secret.hide(failure.message()), failure.state(), failure.getCause());
      }
      return mapper.readTree(content);
    } catch (ExecutionException e) {
      throw onTheWay(e.getCause() == null ? e : e.getCause(), what);
    } catch (TimeoutException e) {
      throw onTheWay(e, what);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted while asking for " + what, e);
    } catch (JsonProcessingException e) {
      throw new ModuleFailure(
          Reason.UNREACHABLE,
          "%s: what answers for %s is not an API server".formatted(address(), what),
          e);
    } catch (java.io.IOException e) {
      throw onTheWay(e, what);
    }
  }

  private ModuleFailure onTheWay(Throwable error, String what) {
    ModuleFailure failure = KubeErrors.of(error, address(), what);
    return KubeErrors.maySayHandshake(failure) && ClientKey.isOfAnother(config)
        ? new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "%s: the client key (client_key) does not belong to the client certificate (client_cert)"
                .formatted(address()),
            error)
        : failure;
  }

  private String uri(String path, Map<String, String> query) {
    StringBuilder uri = new StringBuilder(address()).append(path);
    char separator = '?';
    for (Map.Entry<String, String> part : query.entrySet()) {
      uri.append(separator)
          .append(part.getKey())
          .append('=')
          .append(URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    return uri.toString();
  }

  /** The server leaves out of the items of a list what they have in common. */
  private static ObjectNode complete(ObjectNode item, Kind kind) {
    return item.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
  }

  private static String what(Kind kind, @Nullable String namespace) {
    return kind.plural() + (namespace == null ? "" : " of namespace " + namespace);
  }

  private static ObjectNode object(JsonNode node) {
    return (ObjectNode) node;
  }
}
