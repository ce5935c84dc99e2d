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
import dev.strimzidr.module.Rule;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
              Option.path("directory").must(),
              Option.string("shared_name"),
              Option.path("shared_directory"))
          .and(Connection.OPTIONS)
          .where(Rule.requiredTogether("shared_name", "shared_directory"));

  public static void main(String... arguments) {
    ModuleRunner.main(new ClientPropertiesModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    List<String> files = new ArrayList<>();
    List<Destination> destinations = destinations(arguments);
    boolean changed = false;
    Path file = destinations.getFirst().directory();
    try (KubeApi api = Connection.open(arguments)) {
      Site site =
          new Site(api.address(), api, arguments.string("namespace"), arguments.string("cluster"));
      String listener = arguments.string("listener");
      Optional<ClusterTrust> trust = trust(site, listener, invocation);
      for (String user : arguments.strings("users")) {
        Optional<KafkaAccess> access =
            access(site, listener, user, invocation)
                .flatMap(own -> trust.map(known -> known.of(own)));
        for (Destination destination : destinations) {
          file = destination.directory().resolve(user + ".properties");
          files.add(file.toString());
          // A run for real makes the cluster and the user first.
          changed |=
              access.isEmpty()
                  || write(file, text(user, destination, access.get()), invocation.checkMode());
        }
      }
    } catch (IOException e) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "options directory and shared_directory: cannot write %s: %s".formatted(file, e),
          e);
    }
    return new Result.Success(changed, Map.of("files", files), List.of());
  }

  /**
   * A folder for files.
   *
   * @param sharedName the name at which clients begin; empty for the site's own address
   */
  private record Destination(Path directory, Optional<String> sharedName) {}

  private static List<Destination> destinations(Arguments arguments) {
    List<Destination> destinations = new ArrayList<>();
    destinations.add(new Destination(Path.of(arguments.string("directory")), Optional.empty()));
    arguments
        .optionalString("shared_directory")
        .ifPresent(directory ->
            destinations.add(
                new Destination(Path.of(directory), Optional.of(arguments.string("shared_name")))));
    return destinations;
  }

  private static Optional<KafkaAccess> access(
      Site site, String listener, String user, Invocation invocation) {
    return whereThere(invocation, () -> KafkaEntrance.find(site, listener, user));
  }

  private static Optional<ClusterTrust> trust(Site site, String listener, Invocation invocation) {
    return whereThere(invocation, () -> ClusterTrust.read(site, listener));
  }

  /** Nothing in check mode where there is no way in yet. */
  private static <T> Optional<T> whereThere(Invocation invocation, Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (ModuleFailure failure) {
      if (invocation.checkMode() && NOT_THERE_YET.contains(failure.reason())) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private static String text(String user, Destination destination, KafkaAccess own) {
    KafkaAccess access = destination.sharedName().map(own::under).orElse(own);
    Map<String, Object> properties = new LinkedHashMap<>(access.properties());
    properties.putAll(MovingClient.OF_ALL);
    properties.putAll(MovingClient.OF_PRODUCERS);
    List<String> comments = new ArrayList<>();
    comments.add("Kafka client properties of %s; they hold a password.".formatted(user));
    comments.addAll(MovingClient.IDEMPOTENT_PRODUCER);
    return PropertiesText.of(comments, properties);
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
