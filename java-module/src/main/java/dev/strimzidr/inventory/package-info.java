/** What an inventory says of the pair, and what is wrong with it. */
@NullMarked
package dev.strimzidr.inventory;

import org.jspecify.annotations.NullMarked;
