package dev.strimzidr.lab.node.network;

import dev.strimzidr.lab.node.NodeException;
import dev.strimzidr.lab.node.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who has which address. A name keeps its address for as long as there are others to give away, and
 * over restarts of the site, because the book is a file.
 */
public final class AddressBook {
  private final SiteNetwork network;
  private final Path file;
  private final Map<String, String> addresses = new LinkedHashMap<>();

  /** Opens the book, or begins one. */
  public AddressBook(SiteNetwork network, Path file) {
    this.network = network;
    this.file = file;
    if (Files.exists(file)) {
      read();
    }
  }

  /**
   * The address of an owner, a new one if it never had one.
   *
   * @param owner such as {@code pod/namespace/name}
   * @param inUse which owners still exist: the address of another one may be given away
   * @throws NodeException when every address belongs to somebody who exists
   */
  public synchronized String addressOf(String owner, Predicate<String> inUse) {
    String known = addresses.get(owner);
    if (known != null) {
      return known;
    }
    String address = free(inUse);
    addresses.put(owner, address);
    write();
    return address;
  }

  private String free(Predicate<String> inUse) {
    Set<String> taken = new HashSet<>(addresses.values());
    for (int i = 0; i < network.capacity(); i++) {
      if (!taken.contains(network.assignable(i))) {
        return network.assignable(i);
      }
    }
    for (String owner : addresses.keySet()) {
      if (!inUse.test(owner)) {
        return addresses.remove(owner);
      }
    }
    throw new NodeException(
        "All %d addresses of %s are in use: give the site a larger network"
            .formatted(network.capacity(), network));
  }

  private void read() {
    try {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" ", 2);
        addresses.put(parts[1], parts[0]);
      }
    } catch (IOException e) {
      throw new NodeException("The site's addresses cannot be read: " + file, e);
    }
  }

  private void write() {
    var text = new StringBuilder();
    addresses.forEach(
        (owner, address) -> text.append(address).append(' ').append(owner).append('\n'));
    AtomicFiles.write(file, text.toString());
  }
}
