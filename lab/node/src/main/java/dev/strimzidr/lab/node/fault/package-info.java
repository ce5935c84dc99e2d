/** Faults that a drill puts on a site. */
@NullMarked
package dev.strimzidr.lab.node.fault;

import org.jspecify.annotations.NullMarked;
