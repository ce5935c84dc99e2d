/** Stores of certificates, and passwords. */
@NullMarked
package dev.strimzidr.lab.image.operator.certificate;

import org.jspecify.annotations.NullMarked;
