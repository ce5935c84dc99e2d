/** Making resources so, and waiting for what others make of them. */
@NullMarked
package dev.strimzidr.lab.image.operator.apply;

import org.jspecify.annotations.NullMarked;
