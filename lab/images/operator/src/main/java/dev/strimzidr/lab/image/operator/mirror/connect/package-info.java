/** What the operator asks and tells a mirror's workers through Connect's REST API. */
@NullMarked
package dev.strimzidr.lab.image.operator.mirror.connect;

import org.jspecify.annotations.NullMarked;
