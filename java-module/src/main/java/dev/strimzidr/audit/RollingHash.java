package dev.strimzidr.audit;

/**
 * A hash over a sequence of fingerprints from which that of any part follows: a polynomial modulo
 * 2^64, whose coefficients are the fingerprints.
 */
final class RollingHash {
  private static final long BASE = 0xF1357AEA2E62A9C5L;
  private static final long INVERSE = inverse(BASE);

  private RollingHash() {}

  /** The hash of a sequence with one print more. */
  static long append(long hash, long print) {
    return hash * BASE + print;
  }

  /** The hash of a sequence without its last print. */
  static long dropLast(long hash, long print) {
    return (hash - print) * INVERSE;
  }

  /**
   * The hash of the last part of a sequence.
   *
   * @param hash of all of it
   * @param prefix the hash of what is before that part
   * @param length of the part
   */
  static long suffix(long hash, long prefix, long length) {
    return hash - prefix * power(length);
  }

  private static long power(long exponent) {
    long power = 1;
    long square = BASE;
    for (long left = exponent; left > 0; left >>= 1) {
      if ((left & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }

  /** Newton's iteration; each step doubles the bits that are right. An odd number is right in 3. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int bits = 3; bits < Long.SIZE; bits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }
}
