/**
 * What the three operators have in common as processes: environment, Kubernetes client, health,
 * framework.
 */
@NullMarked
package dev.strimzidr.lab.image.operator.process;

import org.jspecify.annotations.NullMarked;
