/** Making mirrors what their resources ask for. */
@NullMarked
package dev.strimzidr.lab.image.operator.mirror.rollout;

import org.jspecify.annotations.NullMarked;
