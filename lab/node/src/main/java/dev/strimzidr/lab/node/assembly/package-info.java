/** The parts of a site put together: what runs as one. */
@NullMarked
package dev.strimzidr.lab.node.assembly;

import org.jspecify.annotations.NullMarked;
