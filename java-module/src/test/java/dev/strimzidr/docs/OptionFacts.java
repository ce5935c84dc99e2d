package dev.strimzidr.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the module and its documentation have to agree on about an option.
 *
 * @param option its name, after those of the options that it is part of
 * @param type its type
 * @param elements the type of its elements; empty for none
 * @param required whether it has to be given
 * @param defaultValue its default as JSON; empty for none
 * @param choices the values that are allowed; empty for any
 * @param aliases its other names
 * @param environment the variables of kubernetes.core that are read for it
 */
record OptionFacts(
    String option,
    String type,
    String elements,
    boolean required,
    String defaultValue,
    List<String> choices,
    List<String> aliases,
    List<String> environment) {
  private static final Pattern VARIABLE = Pattern.compile("E\\((K8S_AUTH_[A-Z_]+)\\) is read");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each option of which the documentation is not what the module takes, and both sides of it. */
  static List<String> differences(List<Option> options, JsonNode documentation) {
    Map<String, OptionFacts> taken = byName(taken(options));
    Map<String, OptionFacts> documented = byName(documented(documentation));
    Set<String> names = new TreeSet<>(taken.keySet());
    names.addAll(documented.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(taken.get(name), documented.get(name)))
        .map(name ->
            "option %s: the module takes %s, documented is %s"
                .formatted(name, taken.get(name), documented.get(name)))
        .toList();
  }

  private static Map<String, OptionFacts> byName(List<OptionFacts> options) {
    return options.stream().collect(Collectors.toMap(OptionFacts::option, Function.identity()));
  }

  /** Of the options of a module, each followed by those that are part of it. */
  private static List<OptionFacts> taken(List<Option> options) {
    return options.stream().flatMap(option -> taken(option, "")).toList();
  }

  private static Stream<OptionFacts> taken(Option option, String prefix) {
    String name = prefix + option.name();
    OptionFacts facts =
        new OptionFacts(
            name,
            option.type().word(),
            Optional.ofNullable(option.elements()).map(Type::word).orElse(""),
            option.required(),
            json(option.defaultValue()),
            option.choices(),
            option.aliases(),
            Stream.ofNullable(option.environment()).toList());
    return Stream.concat(
        Stream.of(facts),
        option.options().stream().flatMap(suboption -> taken(suboption, name + ".")));
  }

  /** Of the options as they are documented. */
  private static List<OptionFacts> documented(JsonNode options) {
    return documented(options, "").toList();
  }

  private static Stream<OptionFacts> documented(JsonNode options, String prefix) {
    return options.properties().stream()
        .flatMap(entry -> documented(entry, prefix + entry.getKey()));
  }

  private static Stream<OptionFacts> documented(Map.Entry<String, JsonNode> entry, String name) {
    JsonNode option = entry.getValue();
    OptionFacts facts =
        new OptionFacts(
            name,
            option.path("type").asText(""),
            option.path("elements").asText(""),
            option.path("required").asBoolean(),
            option.has("default") ? option.path("default").toString() : "",
            texts(option.path("choices")),
            texts(option.path("aliases")),
            VARIABLE
                .matcher(String.join("\n", Sidecar.description(option)))
                .results()
                .map(variable -> variable.group(1))
                .distinct()
                .toList());
    return Stream.concat(Stream.of(facts), documented(option.path("suboptions"), name + "."));
  }

  private static String json(@Nullable Object value) {
    return value == null ? "" : JSON.valueToTree(value).toString();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
