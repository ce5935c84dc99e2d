package dev.strimzidr.clients;

import dev.strimzidr.kafka.KafkaAccess;
import dev.strimzidr.kafka.KafkaEntrance;
import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The module {@code kafka_client_properties}: writes the properties file of each user. */
public final class ClientPropertiesModule implements Module {
  private static final String FILE_MODE = "rw-------";
  private static final String FOLDER_MODE = "rwx------";
  private static final Set<Reason> NOT_THERE_YET =
      Set.of(Reason.NOT_FOUND, Reason.NOT_READY, Reason.UNKNOWN_KIND);

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
              Option.string("namespace").must(),
              Option.string("cluster").must(),
              Option.string("listener").withDefault("external"),
              Option.list("users", Type.STR).must(),
              Option.path("directory").must())
          .and(Connection.OPTIONS);

  public static void main(String... arguments) {
    ModuleRunner.main(new ClientPropertiesModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Path directory = Path.of(arguments.string("directory"));
    List<String> files = new ArrayList<>();
    boolean changed = false;
    try (KubeApi api = Connection.open(arguments)) {
      Site site =
          new Site(api.address(), api, arguments.string("namespace"), arguments.string("cluster"));
      for (String user : arguments.strings("users")) {
        Path file = directory.resolve(user + ".properties");
        files.add(file.toString());
        KafkaAccess access;
        try {
          access = KafkaEntrance.find(site, arguments.string("listener"), user);
        } catch (ModuleFailure failure) {
          if (invocation.checkMode() && NOT_THERE_YET.contains(failure.reason())) {
            changed = true; // a run for real makes the cluster and the user first
            continue;
          }
          throw failure;
        }
        String text =
            PropertiesText.of(
                "Kafka client properties of %s; they hold a password".formatted(user),
                access.properties());
        changed |= write(file, text, invocation.checkMode());
      }
    } catch (IOException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option directory: cannot write to %s: %s".formatted(directory, e),
          e);
    }
    return new Result.Success(changed, Map.of("files", files), List.of());
  }

  /**
   * Whether the file had to be written; it is replaced in one step, and nobody else can read it at
   * any time.
   */
  private static boolean write(Path file, String text, boolean checkMode) throws IOException {
    boolean same =
        Files.isRegularFile(file)
            && Files.readString(file, StandardCharsets.UTF_8).equals(text)
            && PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).equals(FILE_MODE);
    if (same || checkMode) {
      return !same;
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("no folder");
    }
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER_MODE)));
    Path fresh =
        Files.createTempFile(
            directory,
            ".client",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE_MODE)));
    try {
      Files.writeString(fresh, text, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return true;
  }
}
