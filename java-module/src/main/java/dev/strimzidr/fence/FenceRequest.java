package dev.strimzidr.fence;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the fence is asked for, the same at both sites.
 *
 * @param listener the listener that clients use
 * @param user the Kafka user that may look at everything
 * @param unfenced users that are no clients: the mirror's, and those of the playbooks
 * @param unfencedTransactions how ids of transactions begin that are no client's
 * @param prove when it is proven
 * @param timeout how long it may take until users are ready and brokers refuse
 * @param transactionsTimeout how long open transactions are waited for before they are aborted
 * @param requestTimeout how long one request to Kafka may take
 */
record FenceRequest(
    String listener,
    String user,
    Set<String> unfenced,
    List<String> unfencedTransactions,
    Prove prove,
    Duration timeout,
    Duration transactionsTimeout,
    Duration requestTimeout) {

  /** When it is proven that brokers refuse what they have to. */
  enum Prove {
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
}
