package dev.strimzidr.apply;

import java.io.Serial;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML as Ansible and kubectl do: anchors are resolved, a key given twice is an error, and
 * what looks like a date stays text.
 */
final class YamlDocuments {
  /** Ten thousand topics have some four million characters. */
  private static final int MAX_CHARACTERS = 256 * 1024 * 1024;

  private YamlDocuments() {}

  /**
   * The documents, each read when it is asked for: maps, lists and plain values, the same object
   * wherever an alias stands for it.
   *
   * @throws YAMLException while they are read, see {@link #where}
   */
  static Iterable<Object> read(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE); // PlainTree limits what they repeat
    options.setNestingDepthLimit(Integer.MAX_VALUE); // Shallow says where
    SafeConstructor documents = new PlainKeys(options);
    documents.setAllowDuplicateKeys(false);
    documents.setComposer(new Shallow(new ParserImpl(new StreamReader(text), options), options));
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return documents.checkData();
          }

          @Override
          public Object next() {
            return documents.getData();
          }
        };
  }

  /** Where it went wrong, without quoting what stands there: it may be a secret. */
  static String where(YAMLException e) {
    return switch (e) {
      case MarkedYAMLException marked when marked.getProblemMark() != null ->
          " near line %d: %s".formatted(marked.getProblemMark().getLine() + 1, marked.getProblem());
      case ReaderException character ->
          ": character %d is none that YAML allows".formatted(character.getPosition() + 1);
      default -> "";
    };
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

  /** The library's own limit does not say where it was reached. */
  private static final class Shallow extends Composer {
    private int depth;

    private Shallow(Parser parser, LoaderOptions options) {
      super(parser, new WithoutDates(), options);
    }

    @Override
    protected Node composeSequenceNode(String anchor) {
      return deeper(() -> super.composeSequenceNode(anchor));
    }

    @Override
    protected Node composeMappingNode(String anchor) {
      return deeper(() -> super.composeMappingNode(anchor));
    }

    private Node deeper(Supplier<Node> compose) {
      depth++;
      if (depth > PlainTree.DEPTH) {
        throw new Refused(parser.peekEvent().getStartMark(), PlainTree.TOO_DEEP);
      }
      Node node = compose.get();
      depth--;
      return node;
    }
  }

  /**
   * Only plain values as keys: one more in JSON there is not, and the hash of a list of aliases may
   * take for ever.
   */
  private static final class PlainKeys extends SafeConstructor {
    private PlainKeys(LoaderOptions options) {
      super(options);
    }

    @Override
    protected void constructMapping2ndStep(MappingNode node, Map<Object, Object> mapping) {
      for (NodeTuple tuple : node.getValue()) {
        Node key = tuple.getKeyNode();
        if (!(key instanceof ScalarNode) || key.getTag().equals(Tag.NULL)) {
          throw new Refused(key.getStartMark(), "a key has to be a string");
        }
      }
      super.constructMapping2ndStep(node, mapping);
    }

    /** A value that does not go with its tag ends in many ways, some of which quote the value. */
    @Override
    protected Object constructObjectNoCheck(Node node) {
      try {
        return super.constructObjectNoCheck(node);
      } catch (MarkedYAMLException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new Refused(node.getStartMark(), "a value does not go with its tag " + node.getTag());
      }
    }
  }

  private static final class Refused extends MarkedYAMLException {
    @Serial private static final long serialVersionUID = 1L;

    private Refused(Mark where, String problem) {
      super(null, null, problem, where);
    }
  }
}
