/** Certificates: reading them, and what may be said of one in a result. No I/O, no keys. */
@NullMarked
package dev.strimzidr.certificate;

import org.jspecify.annotations.NullMarked;
