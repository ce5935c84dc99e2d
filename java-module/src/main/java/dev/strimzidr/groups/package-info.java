/** Positions of consumer groups, carried exactly from one site to the other. */
@NullMarked
package dev.strimzidr.groups;

import org.jspecify.annotations.NullMarked;
