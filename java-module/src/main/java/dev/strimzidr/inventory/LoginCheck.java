package dev.strimzidr.inventory;

import dev.strimzidr.module.Arguments;
import java.util.List;
import java.util.function.Predicate;

/** Checks that each listener and user has the authentication that its clients need. No I/O. */
final class LoginCheck {
  private static final String SCRAM = "scram-sha-512";
  private static final String TLS = "tls";

  /** The user operator puts the name into the CN of a certificate, which takes no more. */
  private static final int COMMON_NAME_LENGTH = 64;

  private final Arguments variables;
  private final List<Arguments> listeners;
  private final SiteProblems problems;

  LoginCheck(Arguments variables, SiteProblems problems) {
    this.variables = variables;
    this.listeners = variables.argumentsList("cluster_listeners");
    this.problems = problems;
  }

  void check() {
    if (listeners.isEmpty()) {
      return; // that it has to be given, or is wrong, is said already
    }
    external();
    if (listeners.stream().noneMatch(internal().and(has(SCRAM)))) {
      problems.add(
          "cluster_listeners",
          "none is of type internal and authentication %s, by which the mirror writes; given are %s"
              .formatted(SCRAM, shown(listeners)));
    }
    variables.argumentsList("access_users").stream().filter(has(TLS)).forEach(this::certificate);
  }

  private void external() {
    String name = variables.optionalString("cluster_external_listener").orElse("");
    listeners.stream()
        .filter(listener -> name(listener).equals(name))
        .filter(has(SCRAM).negate())
        .forEach(listener ->
            problems.add(
                "cluster_external_listener",
                "given is %s, allowed are listeners of authentication %s, by which the playbooks and the mirror log in: %s"
                    .formatted(
                        shown(listener),
                        SCRAM,
                        shown(
                            listeners.stream()
                                .filter(internal().negate().and(has(SCRAM)))
                                .toList()))));
  }

  private void certificate(Arguments user) {
    String name = name(user);
    if (listeners.stream().noneMatch(forCertificates())) {
      problems.add(
          "access_users",
          "user %s has authentication %s, which needs a listener of that authentication in cluster_listeners that is not internal; given are %s"
              .formatted(name, TLS, shown(listeners)));
    }
    if (name.length() > COMMON_NAME_LENGTH) {
      problems.add(
          "access_users",
          "user %s has authentication %s and a name of %d characters, allowed are %d: it is the CN of a certificate"
              .formatted(name, TLS, name.length(), COMMON_NAME_LENGTH));
    }
  }

  /** Matches a listener at which clients outside of the cluster log in with certificates. */
  static Predicate<Arguments> forCertificates() {
    return internal().negate().and(has(TLS));
  }

  private static Predicate<Arguments> internal() {
    return listener -> listener.optionalString("type").orElse("").equals("internal");
  }

  private static Predicate<Arguments> has(String authentication) {
    return given -> given.optionalString("authentication").orElse("").equals(authentication);
  }

  private static String shown(List<Arguments> listeners) {
    return listeners.stream().map(LoginCheck::shown).toList().toString();
  }

  private static String shown(Arguments listener) {
    return "%s (%s, %s)"
        .formatted(
            name(listener),
            listener.optionalString("type").orElse("no type"),
            listener.optionalString("authentication").orElse(""));
  }

  private static String name(Arguments given) {
    return given.optionalString("name").orElse("");
  }
}
