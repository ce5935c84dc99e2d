package dev.strimzidr.lab.image.operator.mirror.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.lab.image.operator.status.Refusal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/** Single requests to a mirror's workers. */
final class RestCalls implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String JSON = "application/json";
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String url;

  RestCalls(String url) {
    this.url = url;
  }

  String get(String path) {
    return send("GET", path, "", 200, 201);
  }

  /**
   * Asks; an error is explained in Connect's words.
   *
   * @throws Refusal when the answer has none of the expected statuses, or does not come
   */
  String send(String method, String path, String body, int... expected) {
    HttpResponse<String> response = exchange(method, path, body);
    int status = response.statusCode();
    if (contains(expected, status)) {
      return response.body();
    }
    String text =
        status >= 200 && status < 300
            ? "Unexpected HTTP status code " + status
            : explanation(response.body());
    throw ConnectFailure.of(method, response.uri().getPath(), status, text);
  }

  /**
   * The same; an error is not explained.
   *
   * @throws Refusal when the answer has none of the expected statuses, or does not come
   */
  String command(String method, String path, String body, int... expected) {
    HttpResponse<String> response = exchange(method, path, body);
    if (contains(expected, response.statusCode())) {
      return response.body();
    }
    throw ConnectFailure.of(
        method, response.uri().getPath(), response.statusCode(), "Unexpected status code");
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpResponse<String> exchange(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path.replace("->", "%2D%3E")))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .setHeader("Accept", JSON)
            .setHeader("Content-Type", JSON)
            .build();
    try {
      return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    } catch (CompletionException e) {
      throw new Refusal("CompletionException", Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  private static boolean contains(int[] expected, int status) {
    return Arrays.stream(expected).anyMatch(code -> code == status);
  }

  private static String explanation(String body) {
    try {
      return MAPPER.readTree(body).path("message").asText("Unknown error message");
    } catch (JsonProcessingException e) {
      return "Unknown error message";
    }
  }
}
