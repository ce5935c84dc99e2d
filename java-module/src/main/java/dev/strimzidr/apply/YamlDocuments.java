package dev.strimzidr.apply;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML as Ansible and kubectl do: anchors are resolved, a key given twice is an error, and
 * what looks like a date stays text.
 */
final class YamlDocuments {
  /** Ten thousand topics have some four million characters. */
  private static final int MAX_CHARACTERS = 256 * 1024 * 1024;

  private YamlDocuments() {}

  static Iterable<Object> read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
            new SafeConstructor(options),
            new Representer(unused),
            unused,
            options,
            new WithoutDates())
        .loadAll(text);
  }

  /** Where it went wrong, without quoting what stands there: it may be a secret. */
  static String where(YAMLException e) {
    return e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
        ? " near line %d: %s".formatted(marked.getProblemMark().getLine() + 1, marked.getProblem())
        : "";
  }

  private static final class WithoutDates extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
      addImplicitResolver(Tag.INT, INT, "-+0123456789");
      addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }
}
