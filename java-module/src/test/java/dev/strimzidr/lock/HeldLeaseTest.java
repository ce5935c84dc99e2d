package dev.strimzidr.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.lock.Clocks.Moment;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Run;
import dev.strimzidr.pair.Site;
import dev.strimzidr.testing.RealApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Lease of a real API server in the hands of a run. */
class HeldLeaseTest {
  private static final Duration LEASE = Duration.ofSeconds(3);
  private static final String NAME = "lock";

  private final KubeApi api = RealApi.api();
  private volatile Duration offset = Duration.ZERO;
  private final InstantSource wall = () -> Instant.now().plus(offset);
  private final CountDownLatch lost = new CountDownLatch(1);
  private volatile boolean going = true;
  private final Run run = new Run(() -> going);
  private final AtomicInteger connections = new AtomicInteger();
  private Site site = new Site("prod", api, "default", "my-cluster");

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void itIsRenewedAsLongAsTheRunGoesOn() {
    HeldLease held = hold("renewed", LEASE);
    String first = renewTime();
    await("two leases, one after the other")
        .atMost(Duration.ofSeconds(30))
        .until(() -> seconds(first, renewTime()) > 2 * LEASE.toSeconds());
    held.requireHeld();
    assertThat(holder()).isEqualTo(Holder.of(run).name());
    held.end();
  }

  @Test
  void aRunThatIsStoppedLosesItForGoodAlsoWhenItGoesOn() {
    HeldLease held = hold("stopped", LEASE);
    going = false;
    await("the loss").until(() -> lost.getCount() == 0);
    going = true;
    assertThatThrownBy(held::requireHeld).hasMessageContaining("was not renewed at prod for 3 s");
    assertThatThrownBy(() -> held.renew(site)).satisfies(HeldLeaseTest::isLost);
    assertThat(holder()).isEqualTo(Holder.of(run).name());
  }

  @Test
  void anotherHolderIsSeenAtTheNextRenewal() {
    HeldLease held = hold("taken", LEASE);
    patch("{\"spec\":{\"holderIdentity\":\"another\"}}");
    await("the loss").until(() -> lost.getCount() == 0);
    assertThatThrownBy(held::requireHeld)
        .satisfies(HeldLeaseTest::isLost)
        .hasMessageContaining("another does");
  }

  @Test
  void aClockThatIsSetByAnHourCostsNothingButALook() {
    HeldLease held = hold("jumping", Duration.ofMinutes(1));
    int before = connections.get();
    for (Duration by : new Duration[] {Duration.ofHours(1), Duration.ofHours(-2)}) {
      offset = by;
      held.requireHeld();
    }
    assertThat(connections.get()).isGreaterThan(before);
    assertThat(holder()).isEqualTo(Holder.of(run).name());
    held.end();
  }

  /** The monotonic clock stands still meanwhile, so that no time has passed by it. */
  @Test
  void afterASuspensionTheApiServerIsAskedFirst() {
    HeldLease held = hold("suspended", Duration.ofMinutes(1));
    patch("{\"spec\":{\"holderIdentity\":\"another\"}}");
    held.requireHeld();
    offset = Duration.ofMinutes(10);
    assertThatThrownBy(held::requireHeld).satisfies(HeldLeaseTest::isLost);
  }

  @Test
  void aLossInterruptsWhatIsUnderWayAndRefusesWhatFollows() throws InterruptedException {
    RunLocks locks = RunLocks.of(run);
    HeldLease held = hold("interrupted", LEASE);
    locks.hold(site, NAME, held);
    CountDownLatch begun = new CountDownLatch(1);
    FutureTask<String> work = new FutureTask<>(() -> locks.guard(() -> untilInterrupted(begun)));
    Thread thread = Thread.ofPlatform().start(work);
    begun.await();
    going = false;
    thread.join();
    assertThatThrownBy(work::get)
        .cause()
        .isInstanceOfSatisfying(ModuleFailure.class, HeldLeaseTest::isLost);
    going = true;
    assertThatThrownBy(() -> locks.guard(() -> "done")).satisfies(HeldLeaseTest::isLost);
  }

  private String untilInterrupted(CountDownLatch begun) {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException e) {
      throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
    }
  }

  private HeldLease hold(String test, Duration lease) {
    String namespace = "held-lease-" + test;
    RealApi.kubectl("create", "namespace", namespace);
    site = new Site("prod", api, namespace, "my-cluster");
    LeaseStore store = new LeaseStore(NAME, Holder.of(run), Clock.systemUTC());
    Clocks clocks = new Clocks(System::nanoTime, wall.withZone(ZoneOffset.UTC));
    Moment before = clocks.now();
    store.acquire(site, Optional.empty(), lease);
    HeldLease.Terms terms =
        new HeldLease.Terms(
            store,
            () -> {
              connections.incrementAndGet();
              return new Site("prod", RealApi.api(), namespace, "my-cluster");
            },
            lease,
            run,
            clocks,
            () -> {
              RunLocks.of(run).stopWork();
              lost.countDown();
            });
    return HeldLease.keep(terms, "prod", before);
  }

  private static void isLost(Throwable failure) {
    assertThat(((ModuleFailure) failure).reason()).isEqualTo(Reason.LOCK_LOST);
  }

  private String holder() {
    return field("holderIdentity");
  }

  private String renewTime() {
    return field("renewTime");
  }

  private String field(String field) {
    return RealApi.kubectl(
        "get",
        "lease",
        NAME,
        "--namespace=" + site.namespace(),
        "--output=jsonpath={.spec.%s}".formatted(field));
  }

  private void patch(String patch) {
    RealApi.kubectl(
        "patch",
        "lease",
        NAME,
        "--namespace=" + site.namespace(),
        "--type=merge",
        "--patch=" + patch);
  }

  private static long seconds(String from, String to) {
    return Duration.between(Instant.parse(from), Instant.parse(to)).toSeconds();
  }
}
