package dev.strimzidr.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Answers and faults of an API server as failures that an operator understands. */
final class KubeErrors {
  /**
   * What the API server says of content that it cannot read, with HTTP 500 and without a reason: of
   * an apply with a field that the schema lacks or has another type, and of what is no base64, time
   * or quantity. It always will. An outage, also of a conversion webhook, is worded otherwise.
   */
  private static final Pattern UNREADABLE =
      Pattern.compile("failed to create typed |unable to convert unstructured object to ");

  /** How it shows a value of another type. */
  private static final Pattern VALUE = Pattern.compile(", got &.*");

  private static final Pattern MANAGER = Pattern.compile("conflict with \"([^\"]+)\"");

  private KubeErrors() {}

  /** What an HTTP status other than success means. */
  static ModuleFailure of(
      int code, byte[] content, String server, String what, long retryAfterMillis) {
    JsonNode status = status(content);
    String said =
        VALUE
            .matcher(
                status.path("message").asText(new String(content, StandardCharsets.UTF_8).strip()))
            .replaceAll(", got another type");
    String message = "%s at %s: %s".formatted(what, server, said.isEmpty() ? "HTTP " + code : said);
    Map<String, Object> state =
        Map.of("http_status", code, "status_reason", status.path("reason").asText(""));
    return switch (code) {
      case 401 ->
          failure(
              Reason.UNAUTHENTICATED,
              "%s at %s: the API server does not accept these credentials (expired token or certificate?)"
                  .formatted(what, server),
              state);
      case 403 ->
          failure(Admission.refused(status) ? Reason.REJECTED : Reason.FORBIDDEN, message, state);
      case 404 ->
          status.path("details").path("name").asText("").isEmpty() && !said.contains("\"")
              ? failure(
                  Reason.UNKNOWN_KIND,
                  "%s at %s: the API server does not serve this kind (is its CRD installed, in this version?)"
                      .formatted(what, server),
                  state)
              : failure(Reason.NOT_FOUND, message, state);
      case 409 -> conflict(status, what, server, message, state);
      case 400, 422 -> failure(Reason.REJECTED, message, state);
      case 429, 503, 504 ->
          failure(
              Reason.UNREACHABLE,
              retryAfterMillis == 0
                  ? message
                  : "%s (it asks to come back in %d s)".formatted(message, retryAfterMillis / 1000),
              state);
      default ->
          failure(
              code >= 500 && !isUnreadable(status) ? Reason.UNREACHABLE : Reason.REJECTED,
              message,
              state);
    };
  }

  /** Whether an answer says of the content that it cannot be read, whatever its HTTP status. */
  static boolean saysUnreadable(byte[] content) {
    return isUnreadable(status(content));
  }

  private static boolean isUnreadable(JsonNode status) {
    return status.path("kind").asText().equals("Status")
        && status.path("reason").asText("").isEmpty()
        && UNREADABLE.matcher(status.path("message").asText("")).find();
  }

  /**
   * Whether somebody may have ended a handshake: the word that says so comes before the end of the
   * connection, and any of several faults may be seen first.
   */
  static boolean maySayHandshake(ModuleFailure failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return false; // nobody was met
      }
    }
    return failure.reason() == Reason.TLS || failure.reason() == Reason.UNREACHABLE;
  }

  /** What an exception on the way means. */
  static ModuleFailure of(Throwable error, String server, String what) {
    if (error instanceof ModuleFailure failure) {
      return failure;
    }
    if (unresolved(error)) {
      return new ModuleFailure(
          Reason.DNS, "%s: the name of this API server does not resolve".formatted(server), error);
    }
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return new ModuleFailure(
            Reason.TLS,
            "%s: TLS failed: %s (does the CA in the kubeconfig match, is the name in the certificate?)"
                .formatted(server, cause.getMessage()),
            error);
      }
      if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
        return new ModuleFailure(
            Reason.TIMEOUT,
            "%s does not answer in time (asked for %s)".formatted(server, what),
            error);
      }
      if (cause instanceof ConnectException) {
        return new ModuleFailure(
            Reason.UNREACHABLE,
            "%s cannot be reached: %s (asked for %s)".formatted(server, said(cause), what),
            error);
      }
    }
    Reason reason = error instanceof IOException ? Reason.UNREACHABLE : Reason.INTERNAL;
    return new ModuleFailure(reason, "%s: %s (asked for %s)".formatted(server, error, what), error);
  }

  /** Looked for first: it stands below a failure to connect. */
  private static boolean unresolved(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private static String said(Throwable cause) {
    return cause.getMessage() == null ? "connection refused" : cause.getMessage();
  }

  private static ModuleFailure conflict(
      JsonNode status, String what, String server, String message, Map<String, Object> state) {
    List<String> conflicts = new ArrayList<>();
    Set<String> managers = new TreeSet<>();
    for (JsonNode cause : status.path("details").path("causes")) {
      if (cause.path("reason").asText().equals("FieldManagerConflict")) {
        String said = cause.path("message").asText();
        conflicts.add("%s (%s)".formatted(cause.path("field").asText(), said));
        Matcher manager = MANAGER.matcher(said);
        managers.add(manager.find() ? manager.group(1) : said);
      }
    }
    if (conflicts.isEmpty()) {
      return failure(Reason.CONFLICT, message, state);
    }
    Map<String, Object> more = new LinkedHashMap<>(state);
    more.put("managers", List.copyOf(managers));
    return failure(
        Reason.CONFLICT,
        "%s at %s: other managers own fields that would be set: %s. Leave them out, or set force_conflicts to take them over."
            .formatted(what, server, String.join(", ", conflicts)),
        more);
  }

  private static JsonNode status(byte[] content) {
    ObjectMapper mapper = new ObjectMapper();
    try {
      JsonNode node = mapper.readTree(content);
      return node == null ? mapper.createObjectNode() : node;
    } catch (IOException e) {
      return mapper.createObjectNode(); // a proxy's page, not a Status: its text is shown as it is
    }
  }

  private static ModuleFailure failure(Reason reason, String message, Map<String, ?> state) {
    return new ModuleFailure(reason, message, state, null);
  }
}
