package dev.strimzidr.lock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.strimzidr.kube.ApplyOptions;
import dev.strimzidr.kube.KnownKinds;
import dev.strimzidr.kube.Ref;
import dev.strimzidr.kube.Watch;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.pair.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The Lease of a site, read and written for one holder. */
final class LeaseStore {
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final ApplyOptions WRITE = ApplyOptions.of(false, false);

  private final String name;
  private final Holder holder;
  private final Clock wall;

  /**
   * A gateway.
   *
   * @param name the name of the Lease
   * @param holder who writes it
   * @param wall what its times are written by, for people
   */
  LeaseStore(String name, Holder holder, Clock wall) {
    this.name = name;
    this.holder = holder;
    this.wall = wall;
  }

  Optional<LeaseState> read(Site site) {
    return site.api().find(ref(site)).map(LeaseState::of);
  }

  boolean ours(LeaseState state) {
    return state.holder().equals(holder.name());
  }

  /**
   * Takes it as it was seen.
   *
   * @param seen empty where there was none
   * @throws ModuleFailure with the reason {@code conflict} when it was written meanwhile
   */
  void acquire(Site site, Optional<LeaseState> seen, Duration lease) {
    ObjectNode resource = ref(site).resource();
    String now = now();
    resource
        .putObject("spec")
        .put("holderIdentity", holder.name())
        .put("leaseDurationSeconds", lease.toSeconds())
        .put("acquireTime", now)
        .put("renewTime", now)
        .put("leaseTransitions", seen.map(state -> state.transitions() + 1).orElse(0));
    if (seen.isPresent()) {
      resource.withObjectProperty("metadata").put("resourceVersion", seen.get().version());
      ObjectNode unused = site.api().merge(ref(site), resource, WRITE);
    } else {
      ObjectNode unused = site.api().create(KnownKinds.LEASE, site.namespace(), resource, WRITE);
    }
  }

  /**
   * Renews it, in one request that the API server turns down when the holder is another.
   *
   * @throws ModuleFailure with the reason {@code lock_lost} when this holder does not hold it
   */
  void renew(Site site) {
    ArrayNode operations = ifOurs();
    operations.addObject().put("op", "add").put("path", "/spec/renewTime").put("value", now());
    try {
      ObjectNode unused = site.api().patch(ref(site), operations, WRITE);
    } catch (ModuleFailure failure) {
      if (turnedDown(failure)) {
        Optional<LeaseState> live = read(site);
        if (live.filter(this::ours).isEmpty()) {
          throw LockFailures.notHeld(site, live);
        }
      }
      throw failure;
    }
  }

  /** Lets it go; whether this holder held it. */
  boolean release(Site site) {
    ArrayNode operations = ifOurs();
    operations.addObject().put("op", "remove").put("path", "/spec/holderIdentity");
    try {
      ObjectNode unused = site.api().patch(ref(site), operations, WRITE);
      return true;
    } catch (ModuleFailure failure) {
      if (turnedDown(failure) && read(site).filter(this::ours).isEmpty()) {
        return false;
      }
      throw failure;
    }
  }

  /** Follows it from what was seen. */
  Watch watch(Site site, LeaseState seen, Duration atMost) {
    return site.api()
        .watch(KnownKinds.LEASE, site.namespace(), name, seen.version(), atMost.toSeconds() + 1);
  }

  private ArrayNode ifOurs() {
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    operations
        .addObject()
        .put("op", "test")
        .put("path", "/spec/holderIdentity")
        .put("value", holder.name());
    return operations;
  }

  /** What an API server does not find as a patch says is turned down like a broken one. */
  private static boolean turnedDown(ModuleFailure failure) {
    return failure.reason() == Reason.REJECTED || failure.notThere();
  }

  private String now() {
    return MICRO_TIME.format(wall.instant());
  }

  private Ref ref(Site site) {
    return site.in(KnownKinds.LEASE, name);
  }
}
