/** The life of a Pod: its containers, their restarts, its status and its end. */
@NullMarked
package dev.strimzidr.lab.node.pod;

import org.jspecify.annotations.NullMarked;
