/** What a container image means in the lab: a Java class and how it is called. */
@NullMarked
package dev.strimzidr.lab.node.image;

import org.jspecify.annotations.NullMarked;
