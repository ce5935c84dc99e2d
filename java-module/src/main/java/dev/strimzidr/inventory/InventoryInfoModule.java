package dev.strimzidr.inventory;

import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.Invocation;
import dev.strimzidr.module.Module;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.ModuleRunner;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The module {@code strimzi_inventory_info}: what an inventory describes, and what is wrong with
 * it.
 */
public final class InventoryInfoModule implements Module {
  private static final ArgumentSpec SPEC =
      new ArgumentSpec(
          Option.dict("sites").must(),
          Option.path("roles").must(),
          Option.string("home_site").must());

  public static void main(String... arguments) {
    ModuleRunner.main(new InventoryInfoModule(), arguments);
  }

  @Override
  public ArgumentSpec spec() {
    return SPEC;
  }

  @Override
  public Result run(Arguments arguments, Invocation invocation) {
    Map<String, Map<String, Object>> sites = sites(arguments.map("sites"));
    Set<String> problems =
        new PairCheck(RoleSpecs.read(Path.of(arguments.string("roles"))))
            .check(sites, arguments.string("home_site"));
    new AddressCheck(problems).check(sites);
    if (!problems.isEmpty()) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "The inventory is wrong, nothing was touched: %s".formatted(String.join("; ", problems)),
          Map.of("problems", List.copyOf(problems)),
          null);
    }
    return Result.unchanged(Map.of("sites", new ArrayList<>(sites.keySet())));
  }

  private static Map<String, Map<String, Object>> sites(Map<String, Object> given) {
    Map<String, Map<String, Object>> sites = new LinkedHashMap<>();
    given.forEach((site, variables) -> {
      if (!(variables instanceof Map<?, ?> map)) {
        throw new ModuleFailure(
            Reason.INVALID_ARGUMENT,
            "option sites.%s is not a mapping of variables".formatted(site));
      }
      Map<String, Object> named = new LinkedHashMap<>();
      map.forEach((name, value) -> named.put(String.valueOf(name), value));
      sites.put(site, named);
    });
    return sites;
  }
}
