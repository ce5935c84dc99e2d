/**
 * The pieces that every Kubernetes resource of an operator is made of: labels, owners, probes,
 * volumes, policies.
 */
@NullMarked
package dev.strimzidr.lab.image.operator.resource;

import org.jspecify.annotations.NullMarked;
