/** The command lab/lab. */
@NullMarked
package dev.strimzidr.lab.node.cli;

import org.jspecify.annotations.NullMarked;
