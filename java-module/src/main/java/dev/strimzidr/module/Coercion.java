package dev.strimzidr.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Turns what a playbook gave into what an option holds, by the rules of Ansible's {@code
 * module_utils/common/validation.py}: words for booleans, numbers in strings, lists with commas.
 */
final class Coercion {
  private static final Set<String> TRUE = Set.of("yes", "on", "1", "true", "t", "y");
  private static final Set<String> FALSE = Set.of("no", "off", "0", "false", "f", "n");

  private Coercion() {}

  /** Says what a value is not. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message);
    }
  }

  static Object coerce(Type type, Object given) throws Mismatch {
    return switch (type) {
      case STR -> string(given);
      case BOOL -> bool(given);
      case INT -> integer(given);
      case FLOAT -> number(given);
      case PATH -> path(string(given));
      case LIST -> list(given);
      case DICT -> dict(given);
      case RAW -> given;
    };
  }

  private static String string(Object given) throws Mismatch {
    return switch (given) {
      case String text -> text;
      // Python writes them so, and it is Python's text that other modules would see.
      case Boolean flag -> flag ? "True" : "False";
      case Number number -> number.toString();
      default -> throw new Mismatch("is not a string");
    };
  }

  private static Boolean bool(Object given) throws Mismatch {
    if (given instanceof Boolean flag) {
      return flag;
    }
    String word = given.toString().toLowerCase(Locale.ROOT).strip();
    if (TRUE.contains(word)) {
      return true;
    }
    if (FALSE.contains(word)) {
      return false;
    }
    throw new Mismatch("is not a boolean (yes, no, true, false, on, off, 1, 0)");
  }

  private static Long integer(Object given) throws Mismatch {
    return switch (given) {
      case Integer whole -> whole.longValue();
      case Long whole -> whole;
      case Double real when real == Math.rint(real) && !Double.isInfinite(real) -> real.longValue();
      case String text -> parseLong(text.strip());
      default -> throw new Mismatch("is not a whole number");
    };
  }

  private static Long parseLong(String text) throws Mismatch {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new Mismatch("is not a whole number");
    }
  }

  private static Double number(Object given) throws Mismatch {
    try {
      return switch (given) {
        case Number number -> number.doubleValue();
        case String text -> Double.valueOf(text.strip());
        default -> throw new Mismatch("is not a number");
      };
    } catch (NumberFormatException e) {
      throw new Mismatch("is not a number");
    }
  }

  private static String path(String given) {
    String path = given;
    if (path.equals("~") || path.startsWith("~/")) {
      path = System.getProperty("user.home") + path.substring(1);
    }
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      path = path.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return path;
  }

  private static List<?> list(Object given) throws Mismatch {
    return switch (given) {
      case List<?> list -> list;
      case String text when text.isBlank() -> List.of();
      case String text -> new ArrayList<>(Arrays.asList(text.strip().split("\\s*,\\s*", -1)));
      case Number number -> List.of(number.toString());
      default -> throw new Mismatch("is not a list");
    };
  }

  private static Map<?, ?> dict(Object given) throws Mismatch {
    if (given instanceof Map<?, ?> map) {
      return map;
    }
    if (given instanceof String text && text.strip().startsWith("{")) {
      try {
        return new ObjectMapper().readValue(text, LinkedHashMap.class);
      } catch (JsonProcessingException e) {
        throw new Mismatch("is not a mapping, nor JSON of one");
      }
    }
    throw new Mismatch("is not a mapping");
  }
}
