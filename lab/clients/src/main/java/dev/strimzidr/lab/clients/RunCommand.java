package dev.strimzidr.lab.clients;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes and reads for some time, through whatever happens. */
@Command(
    name = "run",
    description = {
      "Writes and reads until the time is over or SIGTERM comes; then it stops writing and reads all that is there.",
      "After SIGTERM the exit code is 143, with whole ledgers.",
      "Clients that fail are closed and built anew. What was acknowledged, read and committed is written down."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--properties",
      required = true,
      description = "The client properties of all clients; passwords stay in this file.")
  private Path properties = Path.of("");

  @Option(names = "--topic", required = true, description = "A topic; may be given several times.")
  private List<String> topics = List.of();

  @Option(
      names = "--directory",
      required = true,
      description = "The folder of the ledgers, without those of another run.")
  private Path directory = Path.of("");

  @Option(names = "--seconds", required = true, description = "How long it writes.")
  private long seconds;

  @Option(
      names = "--rate",
      defaultValue = "90",
      description = "Records a second, of all producers together; default: ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--prefix",
      defaultValue = "workload",
      description =
          "What names of groups and transactional IDs begin with; default: ${DEFAULT-VALUE}.")
  private String prefix = "";

  @Option(
      names = "--pace",
      description =
          "When a group commits: ${COMPLETION-CANDIDATES}. May be given several times; a group for each; default: all.")
  private List<Pace> paces = List.of(Pace.values());

  @Option(
      names = "--idle-seconds",
      defaultValue = "15",
      description =
          "After how long without a record a consumer counts as failed; default: ${DEFAULT-VALUE}.")
  private long idleSeconds;

  @Option(
      names = "--drain-seconds",
      defaultValue = "120",
      description =
          "How long reading may go on after writing has ended; default: ${DEFAULT-VALUE}.")
  private long drainSeconds;

  private final Queue<RuntimeException> faults = new ConcurrentLinkedQueue<>();

  @Override
  public Integer call() throws InterruptedException {
    if (seconds < 1 || rate <= 0 || idleSeconds < 1 || drainSeconds < 0) {
      throw new ParameterException(
          spec.commandLine(), "--seconds, --rate and --idle-seconds have to be above 0");
    }
    RunInfo info =
        new RunInfo(
            UUID.randomUUID().toString(),
            topics,
            paces.stream().map(this::group).toList(),
            Instant.now().toString());
    Folder folder = new Folder(directory);
    ClientSettings settings = new ClientSettings(properties);
    folder.begin(info);
    Stopping writing = new Stopping();
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> endGracefully(writing, done));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      boolean drained = run(folder, info, settings, writing);
      spec.commandLine()
          .getOut()
          .println(
              Json.pretty(
                  Map.of(
                      "run", info.run(), "directory", directory.toString(), "drained", drained)));
      spec.commandLine().getOut().flush();
      return 0;
    } finally {
      done.countDown();
    }
  }

  private boolean run(Folder folder, RunInfo info, ClientSettings settings, Stopping writing)
      throws InterruptedException {
    Stopping written = new Stopping();
    Stopping reading = new Stopping();
    try (Ledger eventLedger = new Ledger(folder.events());
        Ledger produced = new Ledger(folder.produced())) {
      Events events = new Events(eventLedger);
      List<Ledger> ledgers = new ArrayList<>();
      List<Thread> consumers = new ArrayList<>();
      for (Pace pace : paces) {
        String group = group(pace);
        Ledger consumed = new Ledger(folder.consumed(group));
        ledgers.add(consumed);
        ConsumerWork work =
            new ConsumerWork(
                settings,
                info,
                group,
                pace,
                Duration.ofSeconds(idleSeconds),
                written,
                reading,
                consumed,
                events);
        consumers.add(start(group, work, reading, events));
      }
      List<Thread> producers = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        producers.add(
            start(
                kind.word(),
                work(kind, settings, info, writing, produced, events),
                writing,
                events));
      }
      boolean unused = writing.await(Duration.ofSeconds(seconds).toNanos());
      writing.request();
      for (Thread producer : producers) {
        producer.join();
      }
      written.request();
      boolean drained = true;
      long deadline = System.nanoTime() + Duration.ofSeconds(drainSeconds).toNanos();
      for (Thread consumer : consumers) {
        drained &= consumer.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      }
      reading.request();
      for (Thread consumer : consumers) {
        consumer.join();
      }
      ledgers.forEach(Ledger::close);
      RuntimeException fault = faults.poll();
      if (fault != null) {
        throw fault;
      }
      return drained;
    }
  }

  private Supervisor.Work work(
      Kind kind,
      ClientSettings settings,
      RunInfo info,
      Stopping writing,
      Ledger produced,
      Events events) {
    String name = kind.word();
    Writing work =
        new Writing(
            settings,
            name,
            info.run(),
            new Sequences(name, info.topics()),
            rate / Kind.values().length,
            writing,
            new ProducerLedger(name, produced, events));
    return switch (kind) {
      case PLAIN, RETRYING, IDEMPOTENT -> new PlainWork(work, kind);
      case TRANSACTIONAL -> new TransactionalWork(work, prefix + "-" + name);
    };
  }

  private Thread start(String name, Supervisor.Work work, Stopping stopping, Events events) {
    return Thread.ofPlatform()
        .name(name)
        .start(() -> {
          try {
            new Supervisor(name, work, stopping, events).run();
          } catch (RuntimeException e) {
            faults.add(e); // not Kafka's: a ledger that cannot be written, for instance
          }
        });
  }

  private String group(Pace pace) {
    return prefix + "-" + pace.word();
  }

  /** SIGTERM: the ledgers are finished first. */
  private static void endGracefully(Stopping writing, CountDownLatch done) {
    writing.request();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
