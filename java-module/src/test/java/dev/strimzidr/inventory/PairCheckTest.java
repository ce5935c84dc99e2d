package dev.strimzidr.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The specifications are those of the project's own roles. */
class PairCheckTest {
  private static final Path ROLES = Path.of("../roles");
  private static final Map<String, Object> INTERNAL =
      Map.of("name", "tls", "port", 9093, "type", "internal");
  private static final Map<String, Object> EXTERNAL =
      listener("external", 9094, "loadbalancer", "scram-sha-512");
  private static final Map<String, Object> OTHER =
      listener("other", 9095, "route", "scram-sha-512");

  @Test
  void isContentWithAGoodInventory() {
    assertThat(problems(Map.of())).isEmpty();
  }

  @Test
  void isContentWithHooks() {
    assertThat(
            problems(
                Map.of(
                    "move_notify",
                    List.of(
                        Map.of(
                            "url",
                            "https://hooks.example.com/a",
                            "headers",
                            List.of(Map.of("name", "Authorization", "env", "HOOK_TOKEN")),
                            "events",
                            List.of("open", "failed")),
                        Map.of("url_env", "SLACK_URL"),
                        Map.of("command", List.of("/usr/local/bin/tell", "--all"))))))
        .isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            "cluster_nodez",
            3,
            "prod: unknown variable cluster_nodez: did you mean cluster_nodes?"),
        Arguments.of(
            "cluster_nodes",
            "three",
            "prod: variable cluster_nodes is not a whole number: given is 'three'"),
        Arguments.of("cluster_nodes", 0, "prod: variable cluster_nodes: given is 0"),
        Arguments.of("cluster_name", null, "prod: variable cluster_name is required"),
        Arguments.of(
            "cluster_version",
            "3.9.1",
            "prod: variable cluster_version: given is '3.9.1', allowed are 4.2.0, 4.2.1, 4.3.0, 4.3.1"),
        Arguments.of(
            "cluster_delete_claims",
            "perhaps",
            "prod: variable cluster_delete_claims is not a boolean"),
        Arguments.of(
            "move_notify",
            List.of(Map.of("events", List.of("open"))),
            "prod: variable move_notify[0]: given are [], allowed is exactly one of url, url_env, url_file, command"),
        Arguments.of(
            "move_notify",
            List.of(Map.of("url", "https://a.example", "url_env", "HOOK")),
            "prod: variable move_notify[0]: given are [url, url_env], allowed is exactly one of"),
        Arguments.of(
            "move_notify",
            List.of(Map.of("url", "ftp://a.example/secret")),
            "prod: variable move_notify[0].url: it is no URL that begins with http:// or https:// and has a host"),
        Arguments.of(
            "move_notify",
            List.of(Map.of("url", "https://a.example", "events", List.of("opened"))),
            "prod: variable move_notify[0].events[0]: given is 'opened', allowed are begin, closed, open, done, failed"),
        Arguments.of(
            "move_notify",
            List.of(
                Map.of(
                    "url",
                    "https://a.example",
                    "headers",
                    List.of(Map.of("name", "Authorization", "value", "secret")))),
            "prod: unknown variable move_notify[0].headers[0].value"),
        Arguments.of(
            "move_notify",
            List.of(Map.of("url", "https://a.example", "headers", List.of(Map.of("name", "X Y")))),
            "prod: variable move_notify[0].headers[0].name: given is 'X Y'"),
        Arguments.of(
            "move_notify",
            List.of(Map.of("url", "https://a.example", "headers", List.of(Map.of("name", "X")))),
            "prod: variable move_notify[0].headers[0]: given are [], allowed is exactly one of env, file"),
        Arguments.of(
            "move_notify",
            List.of(Map.of("command", List.of())),
            "prod: variable move_notify[0].command: it names no program"),
        Arguments.of(
            "report_directory",
            "reports",
            "prod: variable report_directory: given is 'reports', allowed is an absolute path"),
        Arguments.of(
            "move_notify_timeout",
            31,
            "prod: variable move_notify_timeout: given is 31, allowed are seconds from 1 to 30"),
        Arguments.of(
            "mirror_topics",
            "a(",
            "prod: variable mirror_topics: 'a(' is not a regular expression"),
        Arguments.of(
            "access_topics",
            List.of(topic("t"), topic("t")),
            "prod: variable access_topics: t is there twice"),
        Arguments.of(
            "access_topics",
            List.of(topic("My_Topic")),
            "prod: variable access_topics: 'My_Topic' is no name for Kubernetes"),
        Arguments.of(
            "access_topics",
            List.of(Map.of("name", "t", "partitions", 3, "replicas", 5)),
            "prod: variable access_topics: topic t wants 5 replicas, the site has 3 nodes"),
        Arguments.of(
            "access_topics",
            List.of(Map.of("name", "t")),
            "prod: variable access_topics[0].partitions is required"),
        Arguments.of(
            "access_users",
            List.of(user("u", "t"), user("u", "t")),
            "prod: variable access_users: u is there twice"),
        Arguments.of(
            "access_users",
            List.of(user("u", "other")),
            "prod: variable access_users: user u has an ACL for the topic other, which access_topics does not declare"),
        Arguments.of(
            "access_topics",
            List.of(topic("t"), topic("strimzi-dr-site-probe")),
            "prod: variable access_topics: strimzi-dr-site-probe is there twice"),
        Arguments.of(
            "access_topics",
            List.of(topic("t"), Map.of("name", "t", "topic_name", "T", "partitions", 1)),
            "prod: variable access_topics: t is there twice"),
        Arguments.of(
            "access_topics",
            List.of(topic("t"), topic("t".repeat(250))),
            "prod: variable access_topics: '%s' is no name for a topic of Kafka, allowed are"
                .formatted("t".repeat(250))),
        Arguments.of(
            "access_topics",
            List.of(topic("t"), Map.of("name", "u", "topic_name", "müll", "partitions", 1)),
            "prod: variable access_topics: 'müll' is no name for a topic of Kafka, allowed are ASCII letters, digits, '.', '_' and '-', at most 249, and neither '.' nor '..'"),
        Arguments.of(
            "access_topics",
            List.of(topic("t"), Map.of("name", "u", "topic_name", "..", "partitions", 1)),
            "prod: variable access_topics: '..' is no name for a topic of Kafka"),
        Arguments.of(
            "access_topics",
            List.of(topic("t"), Map.of("name", "u", "topic_name", "", "partitions", 1)),
            "prod: variable access_topics: '' is no name for a topic of Kafka"),
        Arguments.of(
            "access_topics",
            List.of(
                topic("t"),
                topic("a.b-c.d"),
                Map.of("name", "u", "topic_name", "a_b-c.d", "partitions", 1)),
            "prod: variable access_topics: given are a.b-c.d and a_b-c.d, allowed is one of them: Kafka refuses names that differ only in '.' and '_', which its metrics do not tell apart"),
        Arguments.of(
            "access_mirror_probe_topic",
            "Probe_1",
            "prod: variable access_mirror_probe_topic: 'Probe_1' is no name for Kubernetes"),
        Arguments.of(
            "access_site_probe_topic",
            "s".repeat(250),
            "prod: variable access_site_probe_topic: '%s' is no name for a topic of Kafka"
                .formatted("s".repeat(250))),
        Arguments.of(
            "access_users",
            List.of(user("mirror-target-prod", "t")),
            "prod: variable access_users: mirror-target-prod is there twice"),
        Arguments.of(
            "access_users",
            List.of(user("strimzi-dr-probe", "t")),
            "prod: variable access_users: strimzi-dr-probe is there twice"),
        Arguments.of(
            "mirror_target_user",
            "Mirror_Target",
            "prod: variable mirror_target_user: 'Mirror_Target' is no name for Kubernetes"),
        Arguments.of(
            "cluster_ignored_users_pattern",
            "ldap-(",
            "prod: variable cluster_ignored_users_pattern: 'ldap-(' is not a regular expression"),
        Arguments.of(
            "cluster_external_listener",
            "outside",
            "prod: variable cluster_external_listener: given is 'outside', cluster_listeners has [external, tls]"),
        Arguments.of(
            "cluster_listeners",
            List.of(Map.of("name", "external", "port", 9094, "type", "loadbalancer")),
            "prod: variable cluster_listeners: none is of type internal"),
        Arguments.of(
            "cluster_listeners",
            List.of(listener("tls", 9093, "internal", "tls"), EXTERNAL),
            "prod: variable cluster_listeners: none is of type internal and authentication scram-sha-512, by which the mirror writes; given are [tls (internal, tls), external (loadbalancer, scram-sha-512)]"),
        Arguments.of(
            "cluster_listeners",
            List.of(INTERNAL, listener("external", 9094, "loadbalancer", "oauth")),
            "prod: variable cluster_listeners[1].authentication: given is 'oauth', allowed are scram-sha-512, tls"),
        Arguments.of(
            "cluster_listeners",
            List.of(INTERNAL, listener("external", 9094, "route", "tls"), OTHER),
            "prod: variable cluster_external_listener: given is external (route, tls), allowed are listeners of authentication scram-sha-512, by which the playbooks and the mirror log in: [other (route, scram-sha-512)]"),
        Arguments.of(
            "access_users",
            List.of(user("u", "t", "certificate")),
            "prod: variable access_users[0].authentication: given is 'certificate', allowed are scram-sha-512, tls"),
        Arguments.of(
            "access_users",
            List.of(user("u", "t", "tls")),
            "prod: variable access_users: user u has authentication tls, which needs a listener of that authentication in cluster_listeners that is not internal; given are [tls (internal, scram-sha-512), external (loadbalancer, scram-sha-512)]"),
        Arguments.of(
            "access_users",
            List.of(user("u".repeat(65), "t", "tls")),
            "prod: variable access_users: user %s has authentication tls and a name of 65 characters, allowed are 64"
                .formatted("u".repeat(65))),
        Arguments.of(
            "access_users",
            List.of(user("u", "t", "tls")),
            "variable access_users: the authentication of [u] is tls at only one site"),
        Arguments.of(
            "mirror_topics_exclude",
            "b[",
            "prod: variable mirror_topics_exclude: 'b[' is not a regular expression"),
        Arguments.of(
            "mirror_groups_exclude",
            "c[",
            "prod: variable mirror_groups_exclude: 'c[' is not a regular expression"),
        Arguments.of(
            "operator_pull_secret_file",
            "/etc/hostname",
            "prod: variable operator_pull_secret: it is required with operator_pull_secret_file"),
        Arguments.of(
            "report_clients",
            true,
            "prod: variable report_clients_directory: none is given, and report_clients is true"),
        Arguments.of(
            "access_topics",
            List.of(topic("t"), topic("only-here")),
            "variable access_topics: only one site has [only-here]"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void namesTheVariableAndWhatIsWrongWithIt(String variable, Object value, String problem) {
    Map<String, Object> change = new HashMap<>();
    change.put(variable, value);
    assertThat(problems(change)).anyMatch(found -> found.startsWith(problem), problem);
  }

  static Stream<Arguments> wrongTraffic() {
    return Stream.of(
        Arguments.of(
            "traffic_provider",
            "bigip",
            "prod: variable traffic_provider: given is 'bigip', allowed are none, nsupdate, route53, external_dns"),
        Arguments.of(
            "traffic_provider",
            "external_dns",
            "prod: with traffic_provider=external_dns the variables traffic_external_dns_namespace are required"),
        Arguments.of(
            "traffic_name",
            "other.dr.test",
            "prod: variable traffic_name: given is 'other.dr.test', cluster_shared_names has [kafka.dr.test]"),
        Arguments.of(
            "traffic_zone",
            "r.test",
            "prod: variable traffic_name: given is 'kafka.dr.test', which is not in traffic_zone r.test"),
        Arguments.of(
            "traffic_ttl",
            300,
            "prod: variable traffic_ttl: given is 300, allowed are seconds from 1 to 60 (traffic_ttl_max)"),
        Arguments.of("traffic_ttl", 0, "prod: variable traffic_ttl: given is 0"),
        Arguments.of(
            "traffic_move_ttl",
            16,
            "prod: variable traffic_move_ttl: given is 16, allowed are seconds from 1 to 5 (traffic_ttl)"),
        Arguments.of(
            "traffic_servers",
            List.of("ns.dr.test"),
            "prod: variable traffic_servers: given is 'ns.dr.test', allowed are IPv4 and IPv6 addresses"),
        Arguments.of("traffic_servers", List.of(), "prod: variable traffic_servers: none is given"),
        Arguments.of(
            "traffic_port", 0, "prod: variable traffic_port: given is 0, allowed are 1 to 65535"),
        Arguments.of(
            "traffic_targets",
            Map.of("prd", "192.0.2.1"),
            "prod: variable traffic_targets: prd is no site; there are"),
        Arguments.of(
            "traffic_zone",
            null,
            "prod: with traffic_provider=nsupdate the variables traffic_zone are required"),
        Arguments.of(
            "traffic_tls_name",
            "ledger.dr.test",
            "prod: variable traffic_tls_name: given is 'ledger.dr.test', cluster_shared_names has [kafka.dr.test]"),
        Arguments.of(
            "traffic_tls_name",
            "ledger.example.com",
            "prod: variable traffic_tls_name: given is 'ledger.example.com', which is not in traffic_zone dr.test."),
        Arguments.of(
            "traffic_tls_name",
            "kafka.dr.test",
            "prod: variable traffic_tls_name: given is 'kafka.dr.test', which is traffic_name"),
        Arguments.of(
            "traffic_tls_name",
            "ledger.dr.test",
            "prod: variable traffic_tls_name: given is 'ledger.dr.test', and cluster_listeners has no listener of authentication tls that is not internal"),
        Arguments.of(
            "traffic_tls_targets",
            Map.of("prd", "192.0.2.1"),
            "prod: variable traffic_tls_targets: prd is no site; there are"),
        Arguments.of("traffic_tsig_secret", "x", "prod: unknown variable traffic_tsig_secret"));
  }

  @ParameterizedTest
  @MethodSource("wrongTraffic")
  void namesWhatIsWrongWithTheTrafficManager(String variable, Object value, String problem) {
    Map<String, Object> change = new HashMap<>(traffic());
    change.put(variable, value);
    assertThat(problems(change)).anyMatch(found -> found.startsWith(problem), problem);
  }

  @Test
  void isContentWithATrafficManager() {
    assertThat(problems(traffic())).isEmpty();
    Map<String, Object> names = new HashMap<>(traffic());
    names.put("traffic_tls_name", "ledger.dr.test");
    names.put("cluster_shared_names", List.of("kafka.dr.test", "ledger.dr.test"));
    names.put(
        "cluster_listeners",
        List.of(INTERNAL, EXTERNAL, listener("mtls", 9095, "loadbalancer", "tls")));
    assertThat(problems(names)).isEmpty();
    assertThat(problems(traffic("route53", Map.of("traffic_route53_profile", "dns")))).isEmpty();
    assertThat(problems(traffic("external_dns", Map.of("traffic_external_dns_namespace", "dns"))))
        .isEmpty();
  }

  private static Map<String, Object> traffic(String provider, Map<String, Object> more) {
    Map<String, Object> traffic = new HashMap<>(traffic());
    traffic.put("traffic_provider", provider);
    traffic.remove("traffic_tsig_key_name");
    traffic.putAll(more);
    return traffic;
  }

  private static Map<String, Object> traffic() {
    return Map.of(
        "traffic_provider", "nsupdate",
        "traffic_name", "kafka.dr.test",
        "traffic_zone", "dr.test.",
        "traffic_servers", List.of("192.0.2.53", "2001:db8::53"),
        "traffic_tsig_key_name", "key",
        "cluster_shared_names", List.of("kafka.dr.test"));
  }

  @Test
  void takesUsersWithCertificatesBesideUsersWithPasswords() {
    String longest = "u".repeat(64);
    Map<String, Object> both =
        Map.of(
            "cluster_listeners",
            List.of(INTERNAL, EXTERNAL, listener("mtls", 9095, "loadbalancer", "tls")),
            "access_users",
            List.of(user("with-password", "t"), user(longest, "t", "tls")));
    assertThat(check(Map.of("prod", site(both), "dr", site(both)), "prod")).isEmpty();
  }

  @Test
  void anInternalListenerIsNoneForUsersWithCertificates() {
    Map<String, Object> both =
        Map.of(
            "cluster_listeners",
            List.of(INTERNAL, EXTERNAL, listener("inside", 9096, "internal", "tls")),
            "access_users",
            List.of(user("u", "t", "tls")));
    assertThat(check(Map.of("prod", site(both), "dr", site(both)), "prod"))
        .hasSize(2)
        .allMatch(problem -> problem.contains("inside (internal, tls)"));
  }

  @Test
  void takesNumbersAndBooleansInStrings() {
    assertThat(problems(Map.of("cluster_nodes", "3", "cluster_delete_claims", "no"))).isEmpty();
  }

  @Test
  void takesTopicsOfEveryNameThatKafkaTakes() {
    Map<String, Object> both =
        Map.of(
            "access_topics",
            List.of(
                topic("t"),
                topic("t".repeat(249)),
                topic("a.b"),
                topic("a-b"),
                Map.of("name", "own", "topic_name", "My_Topic.v1", "partitions", 1)));
    assertThat(check(Map.of("prod", site(both), "dr", site(both)), "prod")).isEmpty();
  }

  @Test
  void takesATopicWhoseNameLooksLikeANumber() {
    Map<String, Object> both = Map.of("access_topics", List.of(topic("007"), topic("t")));
    assertThat(check(Map.of("prod", site(both), "dr", site(both)), "prod")).isEmpty();
  }

  @Test
  void listsEveryProblemOfBothSites() {
    Map<String, Map<String, Object>> sites =
        Map.of("prod", site(Map.of("cluster_nodes", "x")), "dr", site(Map.of("mirror_tazks", 1)));
    assertThat(check(sites, "elsewhere")).hasSize(3);
  }

  @Test
  void refusesOneUserForTheMirrorsOfBothSites() {
    Map<String, Object> same = Map.of("mirror_target_user", "mm2");
    assertThat(check(Map.of("prod", site(same), "dr", site(same)), "prod"))
        .containsExactly(
            "variable mirror_target_user: given is 'mm2' for both sites, and each needs its own: it may write at a site that is closed");
  }

  @Test
  void refusesAGroupThatIsNotAPair() {
    assertThat(check(Map.of("prod", site(Map.of())), "prod"))
        .containsExactly("group dr_pair: it has 1 hosts (prod), and a pair is exactly two sites");
  }

  private static Set<String> problems(Map<String, Object> changeAtProd) {
    Map<String, Map<String, Object>> sites = new LinkedHashMap<>();
    sites.put("prod", site(changeAtProd));
    sites.put("dr", site(Map.of()));
    return check(sites, "prod");
  }

  private static Set<String> check(Map<String, Map<String, Object>> sites, String home) {
    return new PairCheck(RoleSpecs.read(ROLES)).check(sites, home);
  }

  private static Map<String, Object> site(Map<String, Object> change) {
    Map<String, Object> site = new HashMap<>();
    site.put("dr_home_site", "prod");
    site.put("operator_namespace", "o");
    site.put("cluster_namespace", "n");
    site.put("cluster_name", "c");
    site.put("cluster_nodes", 3);
    site.put("access_topics", List.of(topic("t")));
    site.put("access_users", List.of(user("u", "t")));
    site.putAll(change);
    return site;
  }

  private static Map<String, Object> listener(
      String name, int port, String type, String authentication) {
    return Map.of("name", name, "port", port, "type", type, "authentication", authentication);
  }

  private static Map<String, Object> topic(String name) {
    return Map.of("name", name, "partitions", 1);
  }

  private static Map<String, Object> user(String name, String topic, String authentication) {
    Map<String, Object> user = new HashMap<>(user(name, topic));
    user.put("authentication", authentication);
    return user;
  }

  private static Map<String, Object> user(String name, String topic) {
    return Map.of(
        "name",
        name,
        "acls",
        List.of(
            Map.of(
                "resource",
                Map.of("type", "topic", "name", topic),
                "operations",
                List.of("Read"))));
  }
}
