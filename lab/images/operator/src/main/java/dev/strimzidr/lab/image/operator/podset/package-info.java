/** The controller of StrimziPodSets: makes their Pods, and makes them again. */
@NullMarked
package dev.strimzidr.lab.image.operator.podset;

import org.jspecify.annotations.NullMarked;
