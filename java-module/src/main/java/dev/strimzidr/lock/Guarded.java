package dev.strimzidr.lock;

import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.Result;

/** A module that does nothing in a run that has lost the lock. */
public record Guarded(Module module) implements Module {
  @Override
  public ArgumentSpec spec() {
    return module.spec();
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    return invocation.run().isEmpty() || !module.needsLock()
        ? module.run(arguments, invocation)
        : RunLocks.of(invocation.run().get()).guard(() -> module.run(arguments, invocation));
  }
}
