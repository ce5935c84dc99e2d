/**
 * The two CAs of a cluster: what their Secrets hold, when they are renewed, what they sign. Pure
 * but for making keys.
 */
@NullMarked
package dev.strimzidr.lab.image.operator.authority;

import org.jspecify.annotations.NullMarked;
