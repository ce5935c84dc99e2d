package dev.strimzidr.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a kubeconfig and says what is wrong with it; the client library takes a broken one for an
 * empty one.
 */
public final class Kubeconfig {
  private Kubeconfig() {}

  /**
   * The configuration of a context.
   *
   * @param given the path of a file, or the content as a mapping
   * @param context the context; the file's own when empty
   * @throws ModuleFailure when it is missing, not YAML, or lacks the context, its cluster or its
   *     user
   */
  public static Config read(Object given, Optional<String> context) {
    if (given instanceof Map<?, ?> content) {
      return load(content, "the kubeconfig given", null, context);
    }
    String path = expand(given.toString());
    try {
      String content = Files.readString(Path.of(path), StandardCharsets.UTF_8);
      return load(parse(content, path), path, Path.of(path), context);
    } catch (IOException e) {
      throw failure("cannot read kubeconfig %s: %s".formatted(path, cause(e)), e);
    }
  }

  /**
   * What kubectl would use: KUBECONFIG, the home folder, or the Pod that this runs in; before all
   * that, what Ansible's own modules would use.
   */
  static Config standard(Optional<String> context, UnaryOperator<@Nullable String> environment) {
    String ansible = environment.apply("K8S_AUTH_KUBECONFIG");
    String named = ansible == null ? environment.apply("KUBECONFIG") : ansible;
    Path home = Path.of(System.getProperty("user.home"), ".kube", "config");
    if (named != null && !named.isBlank()) {
      return readFirst(named, context);
    }
    if (Files.exists(home)) {
      return read(home.toString(), context);
    }
    if (environment.apply("KUBERNETES_SERVICE_HOST") != null) {
      return Config.autoConfigure(null);
    }
    throw failure(
        "no API server is named: give the option kubeconfig (or host), or set K8S_AUTH_KUBECONFIG",
        null);
  }

  /** Of several files, separated as in PATH, the first one that has the context. */
  private static Config readFirst(String paths, Optional<String> context) {
    ModuleFailure last = null;
    for (String path : paths.split(java.io.File.pathSeparator, -1)) {
      try {
        return read(path, context);
      } catch (ModuleFailure failure) {
        last = failure;
      }
    }
    throw last == null ? failure("KUBECONFIG names no file", null) : last;
  }

  private static Config load(
      Map<?, ?> content, String shown, @Nullable Path path, Optional<String> context) {
    String current = text(content, "current-context");
    String wanted = context.orElse(current);
    if (wanted.isEmpty()) {
      throw failure("%s has no current context: give the option context".formatted(shown), null);
    }
    Map<?, ?> found =
        named(content, "contexts", "context", wanted)
            .orElseThrow(() ->
                failure(
                    "%s has no context '%s': it has %s"
                        .formatted(shown, wanted, names(content, "contexts")),
                    null));
    String clusterName = text(found, "cluster");
    Map<?, ?> cluster =
        named(content, "clusters", "cluster", clusterName)
            .orElseThrow(() ->
                failure(
                    "context '%s' of %s names cluster '%s', which is not there"
                        .formatted(wanted, shown, clusterName),
                    null));
    if (text(cluster, "server").isBlank()) {
      throw failure("cluster '%s' of %s has no server".formatted(clusterName, shown), null);
    }
    String userName = text(found, "user");
    Map<?, ?> user = Map.of();
    if (!userName.isEmpty()) {
      user =
          named(content, "users", "user", userName)
              .orElseThrow(() ->
                  failure(
                      "context '%s' of %s names user '%s', which is not there"
                          .formatted(wanted, shown, userName),
                      null));
    }
    Optional<Config> plain = PlainKubeconfig.config(cluster, user, path);
    if (plain.isPresent()) {
      return plain.get();
    }
    if (path != null) {
      // With the file, relative paths of certificates are read from where it stands.
      return Config.fromKubeconfig(wanted, path.toFile());
    }
    Map<Object, Object> chosen = new LinkedHashMap<>(content);
    chosen.put("current-context", wanted);
    return Config.fromKubeconfig(json(chosen));
  }

  private static Map<?, ?> parse(String content, String shown) {
    try {
      Object parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(content);
      if (parsed instanceof Map<?, ?> map && !names(map, "contexts").isEmpty()) {
        return map;
      }
      throw failure("%s is not a kubeconfig: it has no contexts".formatted(shown), null);
    } catch (YAMLException e) {
      // The text may hold a token, and the parser quotes what it does not understand.
      int line =
          e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
              ? marked.getProblemMark().getLine() + 1
              : 1;
      throw failure(
          "%s is not a kubeconfig: not valid YAML near line %d".formatted(shown, line), null);
    }
  }

  /** What stands under {@code key} in the item of that name in a list. */
  private static Optional<Map<?, ?>> named(
      Map<?, ?> content, String list, String key, String wanted) {
    for (Map<?, ?> item : items(content, list)) {
      if (text(item, "name").equals(wanted)) {
        return Optional.of(item.get(key) instanceof Map<?, ?> map ? map : Map.of());
      }
    }
    return Optional.empty();
  }

  private static List<String> names(Map<?, ?> content, String list) {
    return items(content, list).stream().map(item -> text(item, "name")).toList();
  }

  private static List<Map<?, ?>> items(Map<?, ?> content, String list) {
    List<Map<?, ?>> items = new ArrayList<>();
    if (content.get(list) instanceof List<?> found) {
      for (Object item : found) {
        if (item instanceof Map<?, ?> map) {
          items.add(map);
        }
      }
    }
    return items;
  }

  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString();
  }

  private static String json(Object content) {
    try {
      return new ObjectMapper().writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw failure("the kubeconfig given is not a mapping of plain values", e);
    }
  }

  private static String expand(String path) {
    return path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
  }

  private static String cause(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException ? "there is no such file" : e.toString();
  }

  private static ModuleFailure failure(String message, @Nullable Throwable cause) {
    return new ModuleFailure(Reason.INVALID_ARGUMENT, message, cause);
  }
}
