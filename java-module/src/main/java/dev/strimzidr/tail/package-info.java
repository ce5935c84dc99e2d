/** What a site acknowledged and the mirror never copied: found, and exported to files. */
@NullMarked
package dev.strimzidr.tail;

import org.jspecify.annotations.NullMarked;
