package dev.strimzidr.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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
      return load(json(content), "the kubeconfig given", null, context);
    }
    String path = expand(given.toString());
    try {
      return load(Files.readString(Path.of(path), StandardCharsets.UTF_8), path, path, context);
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
      String content, String shown, @Nullable String path, Optional<String> context) {
    io.fabric8.kubernetes.api.model.Config parsed = parse(content, shown);
    String wanted = context.orElse(parsed.getCurrentContext());
    if (wanted == null || wanted.isEmpty()) {
      throw failure("%s has no current context: give the option context".formatted(shown), null);
    }
    NamedContext found =
        named(parsed.getContexts(), NamedContext::getName, wanted)
            .orElseThrow(() ->
                failure(
                    "%s has no context '%s': it has %s"
                        .formatted(
                            shown,
                            wanted,
                            parsed.getContexts().stream().map(NamedContext::getName).toList()),
                    null));
    String cluster = found.getContext().getCluster();
    String user = found.getContext().getUser();
    if (named(parsed.getClusters(), NamedCluster::getName, cluster).isEmpty()) {
      throw failure(
          "context '%s' of %s names cluster '%s', which is not there"
              .formatted(wanted, shown, cluster),
          null);
    }
    if (user != null && named(parsed.getUsers(), NamedAuthInfo::getName, user).isEmpty()) {
      throw failure(
          "context '%s' of %s names user '%s', which is not there".formatted(wanted, shown, user),
          null);
    }
    if (path != null) {
      // With the file, relative paths of certificates are read from where it stands.
      return Config.fromKubeconfig(wanted, new java.io.File(path));
    }
    parsed.setCurrentContext(wanted);
    return Config.fromKubeconfig(json(parsed));
  }

  private static io.fabric8.kubernetes.api.model.Config parse(String content, String shown) {
    try {
      io.fabric8.kubernetes.api.model.@Nullable Config parsed =
          content.isBlank()
              ? null
              : new ObjectMapper(new YAMLFactory())
                  .readValue(content, io.fabric8.kubernetes.api.model.Config.class);
      if (parsed == null || parsed.getContexts().isEmpty()) {
        throw failure("%s is not a kubeconfig: it has no contexts".formatted(shown), null);
      }
      return parsed;
    } catch (JsonProcessingException e) {
      // The text may hold a token, and the parser quotes what it does not understand.
      throw failure(
          "%s is not a kubeconfig: not valid YAML near line %d"
              .formatted(shown, e.getLocation() == null ? 1 : e.getLocation().getLineNr()),
          null);
    }
  }

  private static <T> Optional<T> named(List<T> list, Function<T, String> name, String wanted) {
    return list.stream().filter(item -> name.apply(item).equals(wanted)).findFirst();
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
