package dev.strimzidr.lab.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strimzidr.lab.node.NodeException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressBookTest {
  private final SiteNetwork network = SiteNetwork.parse("127.31.5.0/26");

  @TempDir Path folder;

  @Test
  void keepsAnAddressOverARestart() {
    var before = new AddressBook(network, folder.resolve("addresses"));
    String a = before.addressOf("Pod/ns/a", owner -> true);
    String b = before.addressOf("Service/ns/b", owner -> true);

    var after = new AddressBook(network, folder.resolve("addresses"));

    assertThat(after.addressOf("Service/ns/b", owner -> true)).isEqualTo(b).isNotEqualTo(a);
    assertThat(after.addressOf("Pod/ns/a", owner -> true)).isEqualTo(a);
  }

  @Test
  void givesAwayTheAddressOfOneThatIsGoneOnlyWhenNoneIsFree() {
    var book = new AddressBook(network, folder.resolve("addresses"));
    for (int i = 0; i < network.capacity(); i++) {
      book.addressOf("Pod/ns/" + i, owner -> true);
    }

    String reused = book.addressOf("Pod/ns/new", owner -> !owner.equals("Pod/ns/7"));

    assertThat(reused).isEqualTo(network.assignable(7));
    assertThatThrownBy(() -> book.addressOf("Pod/ns/one-more", owner -> true))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining("larger network");
  }
}
