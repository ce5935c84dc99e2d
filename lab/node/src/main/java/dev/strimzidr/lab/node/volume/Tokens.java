package dev.strimzidr.lab.node.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Service account tokens of Pods, renewed when four fifths of their time are over. */
public final class Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
  private static final long DEFAULT_SECONDS = 3600;

  private record Key(String podUid, String audience) {}

  private record Token(String text, Instant renewAt, Instant expiresAt) {}

  private final KubernetesClient client;
  private final Clock clock;
  private final Map<Key, Token> tokens = new ConcurrentHashMap<>();

  /** Tokens from this API server. */
  public Tokens(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * A token that is good for a while yet.
   *
   * @throws MissingSourceException when there is none to be had
   */
  public String of(Pod pod, ServiceAccountTokenProjection projection)
      throws MissingSourceException {
    String audience = Objects.requireNonNullElse(projection.getAudience(), "");
    Key key = new Key(pod.getMetadata().getUid(), audience);
    Token known = tokens.get(key);
    if (known != null && clock.instant().isBefore(known.renewAt())) {
      return known.text();
    }
    tokens.values().removeIf(token -> clock.instant().isAfter(token.expiresAt()));
    try {
      Token fresh = request(pod, projection, audience);
      tokens.put(key, fresh);
      return fresh.text();
    } catch (KubernetesClientException e) {
      if (known != null && clock.instant().isBefore(known.expiresAt())) {
        LOG.warn("The token of Pod {} is not renewed yet", pod.getMetadata().getName(), e);
        return known.text();
      }
      throw new MissingSourceException("failed to fetch token: " + e.getMessage());
    }
  }

  private Token request(Pod pod, ServiceAccountTokenProjection projection, String audience) {
    long seconds = Objects.requireNonNullElse(projection.getExpirationSeconds(), DEFAULT_SECONDS);
    var builder =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(seconds)
            .withNewBoundObjectRef()
            .withApiVersion("v1")
            .withKind("Pod")
            .withName(pod.getMetadata().getName())
            .withUid(pod.getMetadata().getUid())
            .endBoundObjectRef();
    if (!audience.isEmpty()) {
      builder.withAudiences(audience);
    }
    Instant now = clock.instant();
    TokenRequest answer =
        client
            .serviceAccounts()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(Objects.requireNonNullElse(pod.getSpec().getServiceAccountName(), "default"))
            .tokenRequest(builder.endSpec().build());
    Instant expires = Instant.parse(answer.getStatus().getExpirationTimestamp());
    Duration useful = Duration.between(now, expires).multipliedBy(4).dividedBy(5);
    return new Token(answer.getStatus().getToken(), now.plus(useful), expires);
  }
}
