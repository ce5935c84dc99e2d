/** A site on disk and its processes. */
@NullMarked
package dev.strimzidr.lab.node.site;

import org.jspecify.annotations.NullMarked;
