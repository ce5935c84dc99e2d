package dev.strimzidr.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountTest {
  private static final String PROPERTY = "user.name";

  @Test
  void hasItsNumberWhereItHasNoName() {
    String name = System.getProperty(PROPERTY);
    try {
      System.setProperty(PROPERTY, "?");
      assertThat(Account.name()).matches("uid \\d+");
    } finally {
      System.setProperty(PROPERTY, name);
    }
    assertThat(Account.name()).isEqualTo(name);
  }
}
