package dev.strimzidr.audit;

/**
 * The latest record of each key of a compacted partition, by fingerprints: 48 to 96 bytes a key. A
 * table with open addressing, since objects would take twice that.
 */
final class LatestByKey {
  private static final int FIRST_SIZE = 1024;

  private final int most;
  private long[] keys = new long[FIRST_SIZE];
  private long[] prints = new long[FIRST_SIZE];

  /** Offset plus one, negative for a tombstone; 0 for a free place. */
  private long[] places = new long[FIRST_SIZE];

  private int size;

  /** Takes the latest record of a key. */
  interface Taker {
    void take(long key, long print, long offset, boolean tombstone);
  }

  /**
   * Has no keys yet.
   *
   * @param most how many keys it holds
   */
  LatestByKey(int most) {
    this.most = most;
  }

  /**
   * Takes the next record.
   *
   * @param tombstone whether it has no value
   * @return false when the key is one too many
   */
  boolean take(long key, long print, long offset, boolean tombstone) {
    int at = find(key);
    if (places[at] == 0) {
      if (size == most) {
        return false;
      }
      size++;
      if (size * 2 > keys.length) {
        grow();
        at = find(key);
      }
    }
    keys[at] = key;
    prints[at] = print;
    places[at] = tombstone ? -(offset + 1) : offset + 1;
    return true;
  }

  int size() {
    return size;
  }

  boolean has(long key) {
    return places[find(key)] != 0;
  }

  /** The print of the latest record of a key that it has. */
  long print(long key) {
    return prints[find(key)];
  }

  /** The offset of the latest record of a key that it has. */
  long offset(long key) {
    return Math.abs(places[find(key)]) - 1;
  }

  void forEach(Taker taker) {
    for (int at = 0; at < keys.length; at++) {
      if (places[at] != 0) {
        taker.take(keys[at], prints[at], Math.abs(places[at]) - 1, places[at] < 0);
      }
    }
  }

  private int find(long key) {
    int mask = keys.length - 1;
    int at = (int) key & mask; // a fingerprint is spread evenly
    while (places[at] != 0 && keys[at] != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldPrints = prints;
    long[] oldPlaces = places;
    keys = new long[oldKeys.length * 2];
    prints = new long[keys.length];
    places = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldPlaces[i] != 0) {
        int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        prints[at] = oldPrints[i];
        places[at] = oldPlaces[i];
      }
    }
  }
}
