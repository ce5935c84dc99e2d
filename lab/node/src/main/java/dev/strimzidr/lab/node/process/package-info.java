/** The processes of a site: which there are, in which state, and signals to them. */
@NullMarked
package dev.strimzidr.lab.node.process;

import org.jspecify.annotations.NullMarked;
