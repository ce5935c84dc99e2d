package dev.strimzidr.record;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a pair: a Lease at each site. One run of a playbook holds it; each step renews it. It
 * is taken over from a run that is known to have ended, or that has not renewed it for as long as
 * it said: that time is measured here, so that clocks need not agree (the way of
 * k8s.io/client-go/tools/leaderelection).
 */
final class Lock {
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final String name;
  private final Holder holder;
  private final Duration lease;
  private final Clock clock;

  /**
   * A lock.
   *
   * @param name the name of the Lease
   * @param holder who wants it
   * @param lease how long it stays held without being renewed
   */
  Lock(String name, Holder holder, Duration lease, Clock clock) {
    this.name = name;
    this.holder = holder;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * Takes it at a site, or renews it.
   *
   * @throws ModuleFailure with the reason {@code held} when another run holds it
   */
  void take(Site site) {
    while (true) {
      Optional<ObjectNode> live = site.api().find(ref(site));
      if (live.isPresent() && !ours(live.get()) && !free(live.get())) {
        awaitEnd(site, live.get());
      }
      try {
        write(site, live.orElse(null));
        return;
      } catch (ModuleFailure failure) {
        if (failure.reason() != Reason.CONFLICT) {
          throw failure;
        }
        // Somebody was faster: look at what is there now.
      }
    }
  }

  /**
   * Renews it, in one request: clients wait while each step of a move does so.
   *
   * @throws ModuleFailure when this run does not hold it any more
   */
  void renew(Site site) {
    ArrayNode operations = JsonNodeFactory.instance.arrayNode();
    operations
        .addObject()
        .put("op", "test")
        .put("path", "/spec/holderIdentity")
        .put("value", holder.name());
    operations
        .addObject()
        .put("op", "add")
        .put("path", "/spec/leaseDurationSeconds")
        .put("value", lease.toSeconds());
    operations.addObject().put("op", "add").put("path", "/spec/renewTime").put("value", now());
    try {
      ObjectNode unused = site.api().patch(ref(site), operations, ApplyOptions.of(false, false));
    } catch (ModuleFailure failure) {
      // What the server does not find as it was told to is turned down like what it cannot take.
      boolean turnedDown = failure.reason() == Reason.REJECTED || failure.notThere();
      throw turnedDown && site.api().find(ref(site)).filter(this::ours).isEmpty()
          ? lost(site)
          : failure;
    }
  }

  /** Lets it go; whether it was held. */
  boolean release(Site site) {
    Optional<ObjectNode> live = site.api().find(ref(site)).filter(this::ours);
    if (live.isEmpty()) {
      return false;
    }
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch
        .putObject("metadata")
        .put("resourceVersion", live.get().path("metadata").path("resourceVersion").asText());
    patch.putObject("spec").putNull("holderIdentity");
    ObjectNode unused = site.api().merge(ref(site), patch, ApplyOptions.of(false, false));
    return true;
  }

  /** Who holds it at a site; not a run that is known to have ended. */
  Optional<String> holderAt(Site site) {
    return site.api().find(ref(site)).filter(lease -> !free(lease)).map(Lock::holder);
  }

  private void awaitEnd(Site site, ObjectNode seen) {
    Duration theirs = Duration.ofSeconds(seen.path("spec").path("leaseDurationSeconds").asLong());
    Instant end = clock.instant().plus(theirs);
    String version = seen.path("metadata").path("resourceVersion").asText();
    try (Watch watch =
        site.api()
            .watch(KnownKinds.LEASE, site.namespace(), name, version, theirs.toSeconds() + 1)) {
      Duration left = theirs;
      while (!left.isNegative()) {
        Optional<Watch.Event> event = watch.next(left);
        if (event.isEmpty()) {
          return; // it was not renewed for as long as its holder said
        }
        JsonNode now = event.get().object();
        if (event.get().type().equals("DELETED") || free((ObjectNode) now)) {
          return;
        }
        if (event.get().type().equals("MODIFIED") && renewed(seen, now)) {
          throw held(site, holder((ObjectNode) now));
        }
        if (event.get().type().equals("CLOSED") || event.get().type().equals("ERROR")) {
          return; // read it again
        }
        left = Duration.between(clock.instant(), end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted while waiting for the lock", e);
    }
  }

  private void write(Site site, @Nullable ObjectNode live) {
    String now = now();
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = resource.putObject("metadata").put("name", name);
    ObjectNode spec = resource.putObject("spec").put("holderIdentity", holder.name());
    spec.put("leaseDurationSeconds", lease.toSeconds()).put("renewTime", now);
    if (live == null) {
      spec.put("acquireTime", now);
      resource
          .put("apiVersion", KnownKinds.LEASE.apiVersion())
          .put("kind", KnownKinds.LEASE.name());
      ObjectNode unused =
          site.api()
              .create(KnownKinds.LEASE, site.namespace(), resource, ApplyOptions.of(false, false));
      return;
    }
    if (!ours(live)) {
      spec.put("acquireTime", now);
      spec.put("leaseTransitions", live.path("spec").path("leaseTransitions").asInt() + 1);
    }
    metadata.put("resourceVersion", live.path("metadata").path("resourceVersion").asText());
    ObjectNode unused = site.api().merge(ref(site), resource, ApplyOptions.of(false, false));
  }

  private String now() {
    return MICRO_TIME.format(clock.instant());
  }

  private boolean ours(ObjectNode lease) {
    return holder(lease).equals(holder.name());
  }

  private static boolean free(ObjectNode lease) {
    String held = holder(lease);
    return held.isEmpty() || new Holder(held).ended();
  }

  private static boolean renewed(JsonNode before, JsonNode now) {
    return !before.path("spec").path("renewTime").equals(now.path("spec").path("renewTime"));
  }

  private static String holder(ObjectNode lease) {
    return lease.path("spec").path("holderIdentity").asText("");
  }

  private Ref ref(Site site) {
    return site.in(KnownKinds.LEASE, name);
  }

  private ModuleFailure held(Site site, String by) {
    return new ModuleFailure(
        Reason.HELD,
        "The lock is held by %s: it is at work at %s. Wait until it has ended"
            .formatted(by, site.name()));
  }

  private ModuleFailure lost(Site site) {
    return new ModuleFailure(
        Reason.HELD,
        "This run does not hold the lock at %s%s. Run the playbook again from its beginning"
            .formatted(site.name(), holderAt(site).map(by -> ", " + by + " does").orElse("")));
  }
}
