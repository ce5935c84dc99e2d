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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The module {@code kafka_client_properties}: writes the properties file of each user. */
public final class ClientPropertiesModule implements Module {
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
                  || write(file, destination.of(access.get()), user, invocation.checkMode());
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
  private record Destination(Path directory, Optional<String> sharedName) {
    KafkaAccess of(KafkaAccess own) {
      return sharedName.map(own::under).orElse(own);
    }
  }

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

  /** Whether a file of a client had to be written. */
  private static boolean write(Path file, KafkaAccess access, String user, boolean checkMode)
      throws IOException {
    Map<String, Object> properties = access.properties();
    String secret = "they hold a password";
    boolean changed = false;
    if (access.login().orElse(null) instanceof KafkaAccess.Certificate login) {
      KeyFile key = KeyFile.beside(file, login);
      properties = key.named(properties);
      secret = "the key is in the file of ssl.keystore.location";
      // First, so that no properties name a file that is not there yet.
      changed = PrivateFile.write(key.path(), key.text(), checkMode);
    }
    properties.putAll(MovingClient.OF_ALL);
    properties.putAll(MovingClient.OF_PRODUCERS);
    List<String> comments = new ArrayList<>();
    comments.add("Kafka client properties of %s; %s.".formatted(user, secret));
    comments.addAll(MovingClient.IDEMPOTENT_PRODUCER);
    return PrivateFile.write(file, PropertiesText.of(comments, properties), checkMode) || changed;
  }
}
