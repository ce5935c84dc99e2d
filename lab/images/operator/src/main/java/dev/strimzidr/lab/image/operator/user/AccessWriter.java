package dev.strimzidr.lab.image.operator.user;

import dev.strimzidr.lab.image.operator.admin.Answers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;

/** Writes the changes of a batch of users with one request of each kind. */
final class AccessWriter {
  private static final ScramCredentialInfo SCRAM =
      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
  private static final List<String> LIMITS =
      List.of(
          "producer_byte_rate",
          "consumer_byte_rate",
          "request_percentage",
          "controller_mutation_rate");
  private static final byte[] SALT = SecureRandom.getSeed(16);
  private final Admin admin;
  private final List<AccessChange> changes;

  AccessWriter(Admin admin, List<AccessChange> changes) {
    this.admin = admin;
    this.changes = changes;
  }

  /** Returns at once; the answers come when Kafka has confirmed all there is of a user. */
  Map<Access, CompletableFuture<Boolean>> write() {
    var passwords =
        all(AccessWriter::passwords, each -> admin.alterUserScramCredentials(each).values());
    var limits = all(AccessWriter::quotas, each -> admin.alterClientQuotas(each).values());
    var added = all(change -> change.add().stream(), each -> admin.createAcls(each).values());
    var deleted =
        all(
            change -> change.delete().stream().map(AclBinding::toFilter),
            each -> admin.deleteAcls(each).values());
    return changes.stream()
        .collect(
            Collectors.toMap(
                AccessChange::user,
                change ->
                    confirmed(
                        Stream.of(
                                passwords(change)
                                    .map(item -> confirmed(passwords.get(item.user()), item)),
                                quotas(change)
                                    .map(item -> Answers.later(limits.get(item.entity()))),
                                change.add().stream().map(item -> Answers.later(added.get(item))),
                                change.delete().stream()
                                    .map(item -> Answers.later(deleted.get(item.toFilter()))))
                            .flatMap(Function.identity()))));
  }

  private <T, R> Map<R, ? extends KafkaFuture<?>> all(
      Function<AccessChange, Stream<T>> items,
      Function<List<T>, Map<R, ? extends KafkaFuture<?>>> request) {
    List<T> list = changes.stream().flatMap(items).toList();
    return list.isEmpty() ? Map.of() : request.apply(list);
  }

  private static Stream<UserScramCredentialAlteration> passwords(AccessChange change) {
    String name = change.user().user();
    if (change.dropPassword()) {
      return Stream.of(new UserScramCredentialDeletion(name, SCRAM.mechanism()));
    }
    return change.user().password().stream()
        .map(password ->
            new UserScramCredentialUpsertion(
                name, SCRAM, password.getBytes(StandardCharsets.UTF_8), SALT));
  }

  private static Stream<ClientQuotaAlteration> quotas(AccessChange change) {
    return change.quotas().entrySet().stream()
        .map(entry ->
            new ClientQuotaAlteration(
                new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, entry.getKey())),
                LIMITS.stream()
                    .map(limit -> new ClientQuotaAlteration.Op(limit, entry.getValue().get(limit)))
                    .toList()));
  }

  private static CompletableFuture<?> confirmed(
      @Nullable KafkaFuture<?> future, UserScramCredentialAlteration alteration) {
    return Answers.later(future)
        .exceptionally(failure -> {
          if (alteration instanceof UserScramCredentialDeletion
              && failure instanceof ResourceNotFoundException) {
            return null;
          }
          throw new CompletionException(failure);
        });
  }

  private static CompletableFuture<Boolean> confirmed(
      Stream<? extends CompletableFuture<?>> answers) {
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> true);
  }
}
