package dev.strimzidr.dns;

import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import dev.strimzidr.module.Type;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/** The module {@code dns_info}: where DNS servers say that a name leads to. */
public final class DnsInfoModule implements Module {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          Option.string("name").must(),
          Option.list("servers", Type.STR).must(),
          Option.integer("port").withDefault(53L),
          Option.integer("timeout").withDefault(2L),
          Option.string("expect"),
          Option.integer("expect_ttl"),
          Option.integer("wait_timeout").withDefault(0L),
          Option.flag("allow_silent", false));

  public static void main(String... arguments) {
    ModuleRunner.main(new DnsInfoModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Name name = DnsOptions.name("name", arguments.string("name"));
    var servers =
        new NameServers(
            addresses(arguments.strings("servers")),
            DnsOptions.port("port", arguments.integer("port")),
            arguments.seconds("timeout", 1));
    Duration wait = arguments.seconds("wait_timeout", 0);
    Answers answers =
        expected(arguments)
            .map(expected -> await(servers, name, expected, wait, arguments.flag("allow_silent")))
            .orElseGet(() -> servers.ask(name));
    return Result.unchanged(answers.document());
  }

  private static Optional<Expected> expected(Arguments arguments) {
    Optional<Long> ttl = arguments.optionalInteger("expect_ttl");
    Optional<String> target = arguments.optionalString("expect");
    if (ttl.isPresent() && target.isEmpty()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option expect_ttl: given is %d without expect, which says where the name should lead to"
              .formatted(ttl.get()));
    }
    return target.map(text -> new Expected(Target.of(text), ttl.orElse(null)));
  }

  /** A server that copies another one's zone follows a moment later. */
  private static Answers await(
      NameServers servers, Name name, Expected expected, Duration wait, boolean allowSilent) {
    long deadline = System.nanoTime() + wait.toNanos();
    Answers answers = servers.ask(name);
    while (!answers.all(expected, allowSilent) && System.nanoTime() < deadline) {
      Pause.take(LOOK_EVERY);
      answers = servers.ask(name);
    }
    if (answers.all(expected, allowSilent)) {
      return answers;
    }
    throw new ModuleFailure(
        Reason.TIMEOUT,
        "%s should lead to %s, and after %d s not every server says so: %s"
            .formatted(answers.name(), expected, wait.toSeconds(), answers.words()),
        answers.document(),
        null);
  }

  private static List<InetAddress> addresses(List<String> texts) {
    List<InetAddress> addresses = new ArrayList<>();
    texts.forEach(text -> addresses.add(DnsOptions.address("servers", text)));
    if (addresses.isEmpty()) {
      throw new ModuleFailure(Reason.INVALID_ARGUMENT, "option servers: none is given");
    }
    return addresses;
  }
}
