/**
 * Mirrors after {@code KafkaMirrorMaker2} resources: the workers, their configuration, how a
 * reconciliation goes.
 */
@NullMarked
package dev.strimzidr.lab.image.operator.mirror;

import org.jspecify.annotations.NullMarked;
