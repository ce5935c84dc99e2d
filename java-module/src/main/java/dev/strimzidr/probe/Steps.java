package dev.strimzidr.probe;

import dev.strimzidr.module.ModuleFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What was tried one after another, and where the time went. */
final class Steps {
  private static final double NANOS = 1e9;

  private final List<Map<String, Object>> steps = new ArrayList<>();

  /**
   * Takes a step.
   *
   * @throws ModuleFailure of the step, with the steps so far
   */
  <T> T take(String name, Supplier<T> step) {
    long start = System.nanoTime();
    try {
      T result = step.get();
      steps.add(step(name, start, true));
      return result;
    } catch (ModuleFailure failure) {
      steps.add(step(name, start, false));
      Map<String, Object> state = new LinkedHashMap<>(failure.state());
      state.put("failed_step", name);
      state.put("steps", List.copyOf(steps));
      throw new ModuleFailure(failure.reason(), failure.message(), state, failure);
    }
  }

  /** Takes a step that has no result. */
  void take(String name, Runnable step) {
    take(
        name,
        () -> {
          step.run();
          return name;
        });
  }

  List<Map<String, Object>> document() {
    return List.copyOf(steps);
  }

  private static Map<String, Object> step(String name, long start, boolean passed) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("name", name);
    step.put("passed", passed);
    step.put("seconds", Math.round((System.nanoTime() - start) / NANOS * 1000) / 1000.0);
    return step;
  }
}
