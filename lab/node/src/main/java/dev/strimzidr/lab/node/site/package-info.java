/** A site: its settings, its own process, its lock. */
@NullMarked
package dev.strimzidr.lab.node.site;

import org.jspecify.annotations.NullMarked;
