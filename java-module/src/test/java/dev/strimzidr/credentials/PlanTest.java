package dev.strimzidr.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.kube.Connection;
import dev.strimzidr.kube.KubeApi;
import dev.strimzidr.module.ArgumentParser;
import dev.strimzidr.module.ArgumentSpec;
import dev.strimzidr.pair.Site;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Item PASSWORD = new Item.Password("my-user-password");
  private static final Site PROD = site("prod");
  private static final Site DR = site("dr");

  @Test
  void makesWhatNobodyHas() {
    assertThat(Plan.of(PASSWORD, List.of(missing(PROD), missing(DR))))
        .isInstanceOf(Plan.Make.class);
  }

  @Test
  void copiesFromTheSiteThatHasIt() {
    assertThat(Plan.of(PASSWORD, List.of(there(PROD, "a"), missing(DR))))
        .isInstanceOfSatisfying(
            Plan.Copy.class,
            copy -> {
              assertThat(copy.from()).isEqualTo(PROD);
              assertThat(copy.to().site()).isEqualTo(DR);
            });
  }

  @Test
  void leavesWhatBothHave() {
    assertThat(Plan.of(PASSWORD, List.of(there(PROD, "a"), there(DR, "a"))))
        .isInstanceOf(Plan.Nothing.class);
  }

  @Test
  void isContentWithTheSiteThatAnswers() {
    assertThat(Plan.of(PASSWORD, List.of(there(PROD, "a"), new Found.Unknown(DR, "dead"))))
        .isInstanceOf(Plan.Nothing.class);
  }

  @Test
  void neverOverwritesOneThatDiffers() {
    assertThatThrownBy(
            () -> Plan.of(PASSWORD, List.of(there(PROD, "secret-a"), there(DR, "secret-b"))))
        .hasMessageContaining("password my-user-password: prod and dr have different ones")
        .hasMessageNotContaining("secret-a")
        .hasMessageNotContaining("secret-b");
  }

  @Test
  void makesNothingThatTheSilentSiteMightHave() {
    assertThatThrownBy(
            () -> Plan.of(PASSWORD, List.of(missing(PROD), new Found.Unknown(DR, "no answer"))))
        .hasMessageContaining("dr cannot be asked whether it has one (no answer)");
  }

  @Test
  void showsNoValueAsText() {
    assertThat(there(PROD, "hunter2").toString()).doesNotContain("hunter2");
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
