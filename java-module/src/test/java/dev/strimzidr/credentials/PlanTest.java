package dev.strimzidr.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.pair.Site;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final Item PASSWORD = new Item.Password("my-user-password");
  private static final Site PROD = site("prod");
  private static final Site DR = site("dr");

  @Test
  void makesWhatNobodyHas() {
    assertThat(Plan.of(PASSWORD, List.of(missing(PROD), missing(DR)), Wishes.NONE))
        .isInstanceOf(Plan.Make.class);
  }

  @Test
  void copiesFromTheSiteThatHasIt() {
    assertThat(Plan.of(PASSWORD, List.of(there(PROD, "a"), missing(DR)), Wishes.NONE))
        .isInstanceOfSatisfying(
            Plan.Copy.class,
            copy -> {
              assertThat(copy.from()).isEqualTo(PROD);
              assertThat(copy.to().site()).isEqualTo(DR);
            });
  }

  @Test
  void leavesWhatBothHave() {
    assertThat(Plan.of(PASSWORD, List.of(there(PROD, "a"), there(DR, "a")), Wishes.NONE))
        .isInstanceOf(Plan.Nothing.class);
  }

  @Test
  void isContentWithTheSiteThatAnswers() {
    assertThat(
            Plan.of(
                PASSWORD, List.of(there(PROD, "a"), new Found.Unknown(DR, "dead")), Wishes.NONE))
        .isInstanceOf(Plan.Nothing.class);
  }

  @Test
  void neverOverwritesOneThatDiffers() {
    assertThatThrownBy(() ->
            Plan.of(PASSWORD, List.of(there(PROD, "secret-a"), there(DR, "secret-b")), Wishes.NONE))
        .hasMessageContaining("password my-user-password: prod and dr have different ones")
        .hasMessageNotContaining("secret-a")
        .hasMessageNotContaining("secret-b");
  }

  @Test
  void makesNothingThatTheSilentSiteMightHave() {
    assertThatThrownBy(() ->
            Plan.of(
                PASSWORD, List.of(missing(PROD), new Found.Unknown(DR, "no answer")), Wishes.NONE))
        .hasMessageContaining("dr cannot be asked whether it has one (no answer)");
  }

  @Test
  void namesBothSitesAndTheOptionsWhereTheyDiffer() {
    assertThatThrownBy(
            () -> Plan.of(PASSWORD, List.of(there(PROD, "a"), renewed(DR, "b")), Wishes.NONE))
        .hasMessageContaining("dr: a fingerprint would help to guess it, of the renewal 2026-11")
        .hasMessageContaining("prefer");
  }

  @ParameterizedTest(name = "prod {0}, dr {1}, renew {2}, prefer {3}: {4}")
  @CsvSource({
    "a, a, , , Nothing",
    "a, a, 2026-11, , Renew",
    "+a, +a, 2026-11, , Nothing",
    "+a, +a, 2026-12, , Renew",
    "+a, b, 2026-11, , Replace to dr",
    "a, +b, 2026-11, , Replace to prod",
    "+a, b, 2026-11, dr, Replace to dr",
    "a, b, , dr, Replace to prod",
    "a, b, , prod, Replace to dr",
    "+a, b, , , refused",
    "+a, +b, 2026-11, , refused",
    "a, b, 2026-11, , refused",
    "-, a, 2026-11, , Copy",
    "-, -, 2026-11, , Make",
    "?, a, , , Nothing",
    "?, a, 2026-11, , refused",
    "?, -, , , refused",
    "?, ?, , , refused"
  })
  void plans(String prod, String dr, String renewal, String prefer, String planned) {
    Wishes wishes =
        new Wishes(
            renewal == null ? Set.of() : Set.of("passwords"),
            renewal == null ? "" : renewal,
            prefer == null ? "" : prefer);

    String plan;
    try {
      plan =
          switch (Plan.of(PASSWORD, List.of(found(PROD, prod), found(DR, dr)), wishes)) {
            case Plan.Replace replace -> "Replace to " + replace.to().site().name();
            case Plan other -> other.getClass().getSimpleName();
          };
    } catch (ModuleFailure refused) {
      plan = "refused";
    }

    assertThat(plan).isEqualTo(planned);
  }

  @Test
  void showsNoValueAsText() {
    assertThat(there(PROD, "hunter2").toString()).doesNotContain("hunter2");
  }

  /**
   * A value; {@code +} before one of the renewal 2026-11, {@code -} for none, {@code ?} unknown.
   */
  private static Found found(Site site, String what) {
    return switch (what.charAt(0)) {
      case '-' -> missing(site);
      case '?' -> new Found.Unknown(site, "no answer");
      case '+' -> renewed(site, what.substring(1));
      default -> there(site, what);
    };
  }

  private static Found renewed(Site site, String value) {
    return new Found.There(
        site,
        new Material(
            Map.of("password", value.getBytes(StandardCharsets.UTF_8)),
            Map.of(),
            "2026-11",
            Map.of()));
  }

  private static Found there(Site site, String value) {
    return new Found.There(
        site, new Material(Map.of("password", value.getBytes(StandardCharsets.UTF_8)), Map.of()));
  }

  private static Found missing(Site site) {
    return new Found.Missing(site, List.of());
  }

  private static Site site(String name) {
    KubeApi api =
        Connection.open(
            ArgumentParser.parse(
                new ArgumentSpec(Connection.SITE_OPTIONS, List.of()),
                Map.of("host", "https://" + name + ".invalid:6443"),
                variable -> null));
    return new Site(name, api, "n", "c");
  }
}
