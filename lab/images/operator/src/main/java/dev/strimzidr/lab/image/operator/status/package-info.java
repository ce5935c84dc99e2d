/** What a status says: conditions, and refusals that become conditions. */
@NullMarked
package dev.strimzidr.lab.image.operator.status;

import org.jspecify.annotations.NullMarked;
