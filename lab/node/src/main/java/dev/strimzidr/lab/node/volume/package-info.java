/** The contents of Pods' volumes, as folders. */
@NullMarked
package dev.strimzidr.lab.node.volume;

import org.jspecify.annotations.NullMarked;
