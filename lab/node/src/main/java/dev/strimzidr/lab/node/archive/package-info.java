/** Archives of classes that let JVMs start faster and share memory. */
@NullMarked
package dev.strimzidr.lab.node.archive;

import org.jspecify.annotations.NullMarked;
