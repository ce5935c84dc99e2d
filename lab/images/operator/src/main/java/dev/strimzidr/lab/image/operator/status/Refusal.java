package dev.strimzidr.lab.image.operator.status;

/** A resource cannot be served. Becomes a condition with this reason and message. */
public class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String reason;

  public Refusal(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The resource says something that cannot be. */
  public static Refusal invalidResource(String message) {
    return new Refusal("InvalidResourceException", message);
  }

  /** Things that the resource relies on are missing or do not fit. */
  public static Refusal invalidConfiguration(String message) {
    return new Refusal("InvalidConfigurationException", message);
  }

  /** Something that was waited for did not happen within the operation timeout. */
  public static Refusal timeout(String message) {
    return new Refusal("StrimziTimeoutException", message);
  }

  /** Strimzi serves this, the stand-in does not. */
  public static Refusal notImitated(String what) {
    return new Refusal(
        "NotImitatedByLab", "The lab's stand-in for Strimzi does not imitate " + what);
  }

  public String reason() {
    return reason;
  }
}
