package dev.strimzidr.fence;

import dev.strimzidr.module.Futures;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.pair.Site;
import dev.strimzidr.record.Access;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Closes the sites of a pair to their clients, and opens them, by one connection to each. */
public final class Fence implements AutoCloseable {
  private final FenceRequest request;
  private final Map<Site, Set<String>> superUsers;
  private final boolean checkMode;
  private final Clock clock = Clock.systemUTC();
  private final Map<Site, FenceConnection> connections = new HashMap<>();

  /**
   * What was done.
   *
   * @param changed whether anything was
   * @param sites as {@code strimzi_fence} returns it, by the names of sites
   * @param aborted the ids of transactions of clients that were aborted
   */
  public record Brought(
      boolean changed, Map<String, Map<String, Object>> sites, List<String> aborted) {}

  /**
   * Asks nobody yet.
   *
   * @param superUsers of each site the users that no ACL stops there: all of them, and no other
   * @param checkMode true for one that predicts
   */
  public Fence(FenceRequest request, Map<Site, Set<String>> superUsers, boolean checkMode) {
    this.request = request;
    this.superUsers = superUsers;
    this.checkMode = checkMode;
    superUsers.keySet().forEach(site -> connections.put(site, new FenceConnection(site, request)));
  }

  /** Begins to go to the Kafka of each site in the background. */
  public void connect() {
    connections.values().forEach(FenceConnection::connect);
  }

  /** Whether the Kafka of a site has answered since {@link #connect}. Any thread may ask. */
  public boolean reached(Site site) {
    FenceConnection connection = connections.get(site);
    return connection != null && connection.reached();
  }

  /**
   * Brings sites to their levels. What closes comes first, and is proven: then nobody writes
   * anywhere when the other opens.
   *
   * @param prove when it is proven
   * @throws ModuleFailure when a site cannot be brought there; what stands against it is said of
   *     all sites at once, before anything is touched
   */
  public Brought bring(Map<Site, Access> wanted, FenceRequest.Prove prove) {
    List<SiteFence> fences =
        wanted.entrySet().stream()
            .map(site -> fence(site.getKey(), site.getValue(), prove))
            .sorted(Comparator.comparing(SiteFence::opens))
            .toList();
    requireAble(fences);
    Map<String, Map<String, Object>> facts = new LinkedHashMap<>();
    for (SiteFence fence : fences) {
      facts.put(fence.name(), fence.bring());
    }
    return new Brought(
        fences.stream().anyMatch(SiteFence::changed),
        facts,
        fences.stream().flatMap(fence -> fence.aborted().stream()).toList());
  }

  private SiteFence fence(Site site, Access level, FenceRequest.Prove prove) {
    return new SiteFence(
        site,
        level,
        superUsers.getOrDefault(site, Set.of()),
        request,
        prove,
        connections.computeIfAbsent(site, one -> new FenceConnection(one, request)),
        checkMode,
        clock);
  }

  private static void requireAble(List<SiteFence> fences) {
    List<ModuleFailure> failures =
        Futures.all(fences, fences.size(), SiteFence::preflight).stream()
            .flatMap(Optional::stream)
            .toList();
    if (!failures.isEmpty()) {
      throw new ModuleFailure(
          failures.getFirst().reason(),
          failures.stream().map(ModuleFailure::message).collect(Collectors.joining("; ")));
    }
  }

  @Override
  public void close() {
    connections.values().forEach(FenceConnection::close);
  }
}
