/** Where the files of a site are, and how they are written. */
@NullMarked
package dev.strimzidr.lab.node.files;

import org.jspecify.annotations.NullMarked;
