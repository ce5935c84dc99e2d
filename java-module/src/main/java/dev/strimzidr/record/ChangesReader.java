package dev.strimzidr.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Type;
import dev.strimzidr.pair.Site;
import dev.strimzidr.pair.Sites;
import java.util.List;
import java.util.Optional;

/** Reads from a module's options what a step changes. */
final class ChangesReader {
  private final Sites sites;
  private final ObjectMapper mapper = new ObjectMapper();

  ChangesReader(Sites sites) {
    this.sites = sites;
  }

  /** The options that it reads. */
  static List<Option> options() {
    return List.of(
        Option.string("active"),
        Option.dict("access"),
        Option.list("unfenced", Type.STR),
        Option.dict(
            "mirror",
            Option.string("from").must(),
            Option.string("to").must(),
            Option.string("state").must().oneOf("running", "stopped", "absent")),
        ForkPointsOption.option());
  }

  Changes read(Arguments arguments) {
    arguments.optionalString("active").ifPresent(site -> requireSite("active", site));
    arguments.strings("unfenced").forEach(site -> requireSite("unfenced", site));
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
    requireSite("fork_points.from", points.from());
    requireSite("fork_points.to", points.to());
    return points;
  }

  private void requireSite(String option, String name) {
    Site unused = sites.named(option, name);
  }
}
