/** The fence: what keeps clients of a site from writing and reading, and the proof that it does. */
@NullMarked
package dev.strimzidr.fence;

import org.jspecify.annotations.NullMarked;
