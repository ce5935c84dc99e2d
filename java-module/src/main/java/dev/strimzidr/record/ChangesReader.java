package dev.strimzidr.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.pair.Sites;
import java.util.Optional;

/** Reads from a module's options what a step changes. */
final class ChangesReader {
  private final Sites sites;
  private final ObjectMapper mapper = new ObjectMapper();

  ChangesReader(Sites sites) {
    this.sites = sites;
  }

  Changes read(Arguments arguments) {
    return new Changes(
        arguments.optionalString("active"),
        Access.read("access", arguments.map("access"), sites),
        arguments.has("unfenced") ? Optional.of(arguments.strings("unfenced")) : Optional.empty(),
        arguments.arguments("mirror").map(this::mirror),
        arguments.arguments("fork_points").map(this::forkPoints));
  }

  private DrRecord.Mirror mirror(Arguments given) {
    return new DrRecord.Mirror(
        sites.named("mirror.from", given.string("from")).name(),
        sites.named("mirror.to", given.string("to")).name(),
        mapper.convertValue(given.string("state"), DrRecord.State.class));
  }

  private ForkPoints forkPoints(Arguments given) {
    ForkPoints points = ForkPointsOption.read(given);
    String unused = sites.named("fork_points.from", points.from()).name();
    unused = sites.named("fork_points.to", points.to()).name();
    return points;
  }
}
