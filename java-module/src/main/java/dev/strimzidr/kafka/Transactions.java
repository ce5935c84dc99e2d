package dev.strimzidr.kafka;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.internals.Topic;

/** The transactions of a cluster, by the ids of their producers. */
public final class Transactions {
  // A transaction in one of these states has records that nobody may read yet.
  private static final Set<TransactionState> OPEN =
      EnumSet.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT);

  private final KafkaAdmin cluster;

  public Transactions(KafkaAdmin cluster) {
    this.cluster = cluster;
  }

  /** The ids of those that are open, of the ids that are wanted. */
  public List<String> open(Predicate<String> wanted) {
    return ids(new ListTransactionsOptions().filterStates(OPEN), wanted);
  }

  /**
   * Those of these ids whose transaction is open in a partition of a topic that clients read:
   * positions of groups alone keep no record from being read.
   */
  public List<String> withRecords(List<String> ids) {
    if (ids.isEmpty()) {
      return ids;
    }
    return cluster.ask(
        "asking for the partitions of transactions",
        admin -> {
          DescribeTransactionsResult described = admin.describeTransactions(ids);
          List<String> found = new ArrayList<>();
          for (String id : ids) {
            if (hasRecords(described, id)) {
              found.add(id);
            }
          }
          return found;
        });
  }

  private static boolean hasRecords(DescribeTransactionsResult described, String id)
      throws ExecutionException, InterruptedException {
    try {
      return described.description(id).get().topicPartitions().stream()
          .anyMatch(partition -> !partition.topic().equals(Topic.GROUP_METADATA_TOPIC_NAME));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return false; // it has ended meanwhile
      }
      throw e;
    }
  }

  /** The ids of all producers that the cluster knows of, of the ids that are wanted. */
  public List<String> known(Predicate<String> wanted) {
    return ids(new ListTransactionsOptions(), wanted);
  }

  /** Aborts what is open of them; producers that have these ids now cannot go on. */
  public void fence(List<String> ids) {
    Void unused =
        cluster.ask(
            "aborting transactions " + String.join(", ", ids),
            admin -> admin.fenceProducers(ids).all().get());
  }

  private List<String> ids(ListTransactionsOptions options, Predicate<String> wanted) {
    return cluster.ask(
        "asking for transactions",
        admin ->
            admin.listTransactions(options).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(wanted)
                .sorted()
                .toList());
  }
}
