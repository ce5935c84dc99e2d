package dev.strimzidr.fence;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the fence is asked for, the same at both sites.
 *
 * @param listener the listener that clients use
 * @param user the super user that sets the denial
 * @param probe the user that is allowed everything and no super user: by it the fence is proven
 * @param unfencedTransactions how ids of transactions begin that are no client's
 * @param handBack whether users get back what the first version of the fence took from their ACLs
 * @param timeout how long it may take until brokers answer and refuse
 * @param transactionsTimeout how long open transactions are waited for before they are aborted
 * @param requestTimeout how long one request to Kafka may take
 */
public record FenceRequest(
    String listener,
    String user,
    String probe,
    List<String> unfencedTransactions,
    boolean handBack,
    Duration timeout,
    Duration transactionsTimeout,
    Duration requestTimeout) {

  /** When it is proven that brokers refuse what they have to. */
  public enum Prove {
    /** Always. */
    ALWAYS,
    /** Where something had to be changed. */
    CHANGED,
    /** Nothing is changed: it has to be so already. */
    ONLY;

    static Prove of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  /** True if a transaction is a client's, not the mirror's. */
  boolean ofClient(String transaction) {
    return unfencedTransactions.stream().noneMatch(transaction::startsWith);
  }
}
