/** Makes a batch of resources so: reading, checking, ordering, applying, waiting. */
@NullMarked
package dev.strimzidr.apply;

import org.jspecify.annotations.NullMarked;
