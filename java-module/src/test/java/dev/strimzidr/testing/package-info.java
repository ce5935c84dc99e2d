/** What tests share. */
@NullMarked
package dev.strimzidr.testing;

import org.jspecify.annotations.NullMarked;
