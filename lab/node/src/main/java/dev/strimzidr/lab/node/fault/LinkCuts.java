package dev.strimzidr.lab.node.fault;

import dev.strimzidr.lab.node.network.Link;
import dev.strimzidr.lab.node.network.SiteNetwork;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The cuts of a site in force. */
public final class LinkCuts implements Link {
  private final SiteNetwork own;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile List<Cut> cuts = List.of();

  /** Cuts between this network and the rest. */
  public LinkCuts(SiteNetwork own) {
    this.own = own;
  }

  /** Puts these into force, and no others. */
  public void set(List<Cut> wanted) {
    lock.lock();
    try {
      cuts = List.copyOf(wanted);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public State from(InetAddress source) {
    State state = State.OPEN;
    for (Cut cut : cuts) {
      if (cut.concerns(source, own)) {
        if (cut.mode() == Cut.Mode.RESET) {
          return State.RESET;
        }
        state = State.BLACK_HOLE;
      }
    }
    return state;
  }

  @Override
  public void awaitChange(InetAddress source) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (from(source) == State.BLACK_HOLE) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
