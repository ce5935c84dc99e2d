package dev.strimzidr.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * Tells what admission refuses (quotas, limits, Pod security, policies, webhooks, a namespace that
 * is going) from what an account may not do: an API server answers 403 to both. The one is mended
 * in the resource or the namespace, the other by rights.
 */
final class Admission {
  private static final String FORBIDDEN = " is forbidden: ";

  private static final Pattern WEBHOOK =
      Pattern.compile("^admission webhook \".*\" denied the request");

  /** How what is said of an account begins; also that by admission, which guards rights too. */
  private static final Pattern ACCOUNT =
      Pattern.compile(
          "^(user |node \"|you |not authorized|cannot set blockOwnerDeletion|cannot set an ownerRef)",
          Pattern.CASE_INSENSITIVE);

  private Admission() {}

  /**
   * Whether a Status with code 403 is about the content.
   *
   * @param status as the server answered it; empty where a proxy did
   */
  static boolean refused(JsonNode status) {
    for (JsonNode cause : status.path("details").path("causes")) {
      if (cause.path("reason").asText().equals("NamespaceTerminating")) {
        return true;
      }
    }
    String said = status.path("message").asText("");
    if (WEBHOOK.matcher(said).find()) {
      return true;
    }
    int end = said.indexOf(FORBIDDEN);
    return end >= 0 && !ACCOUNT.matcher(said.substring(end + FORBIDDEN.length())).find();
  }
}
