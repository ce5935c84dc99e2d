package dev.strimzidr.fence;

import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Pause;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Type;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The options of a module that closes sites to their clients, or opens them. */
public final class FenceOptions {
  private static final String SUPER_USERS = "super_users";

  /** All but how long the fence may take. */
  public static final List<Option> ALL =
      List.of(
          Option.string("probe_user").must(),
          Option.dict(SUPER_USERS).must(),
          Option.list("unfenced_transactions", Type.STR),
          Option.integer("transactions_timeout").withDefault(30L),
          Option.integer("request_timeout").withDefault(10L));

  private FenceOptions() {}

  /**
   * What is asked for.
   *
   * @param timeout how long it may take until brokers answer and refuse
   * @param handBack whether users get back what the first version of the fence took from their ACLs
   */
  public static FenceRequest read(Arguments arguments, Duration timeout, boolean handBack) {
    return new FenceRequest(
        arguments.string("listener"),
        arguments.string("user"),
        arguments.string("probe_user"),
        arguments.strings("unfenced_transactions"),
        handBack,
        timeout,
        arguments.seconds("transactions_timeout", 0),
        Pause.shorter(arguments.seconds("request_timeout", 1), timeout));
  }

  /**
   * The users that no ACL stops at a site.
   *
   * @throws ModuleFailure when they are not given, or the one that sets the denial is not among
   *     them
   */
  public static Set<String> superUsers(Arguments arguments, String site) {
    if (arguments.map(SUPER_USERS).get(site) instanceof List<?> users
        && users.contains(arguments.string("user"))) {
      return users.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }
    throw new ModuleFailure(
        Reason.INVALID_ARGUMENT,
        "option super_users.%s: given is %s, allowed is a list of the users that no ACL stops there, with option user, %s, among them"
            .formatted(site, arguments.map(SUPER_USERS).get(site), arguments.string("user")));
  }
}
