package dev.strimzidr.lab.clients;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Accounts for every record of a run. */
@Command(
    name = "account",
    description = {
      "Reads the topics of a run whole, at the site that is active now, and accounts for every record.",
      "Prints one JSON object. Exit code 3: a record is lost, doubled, out of order, or a group misses one."
    })
final class AccountCommand implements Callable<Integer> {
  private static final int FAULTS = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--properties",
      required = true,
      description = "Client properties of the site that is active now.")
  private Path properties = Path.of("");

  @Option(names = "--directory", required = true, description = "The ledgers of the run.")
  private Path directory = Path.of("");

  @Option(
      names = "--export",
      description = "What kafka_tail has exported; once for each site that was lost.")
  private List<Path> exports = List.of();

  @Option(
      names = "--tolerate",
      description =
          "What is no fault: REREAD, groups read again what they had committed; UNREAD, groups did not read all.")
  private List<Account.Tolerated> tolerated = List.of();

  @Override
  public Integer call() {
    ClientSettings settings = new ClientSettings(properties);
    Books books = Books.of(new Folder(directory));
    String run = books.info().run();
    TopicReader.read(
        settings,
        books.info().topics(),
        record ->
            RecordId.of(run, record.topic(), record.key(), record.value())
                .ifPresentOrElse(id -> books.present(id, record.partition()), books::foreign));
    exports.forEach(folder -> ExportReader.read(folder, run, books::exported));
    Account account = Account.of(books, tolerated);
    spec.commandLine().getOut().println(Json.pretty(account.answer()));
    spec.commandLine().getOut().flush();
    return account.faults().isEmpty() ? 0 : FAULTS;
  }
}
