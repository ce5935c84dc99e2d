/** What the image of Strimzi's operators runs in the lab. */
@NullMarked
package dev.strimzidr.lab.image.operator;

import org.jspecify.annotations.NullMarked;
