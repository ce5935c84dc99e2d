/** Whether the documentation beside the scripts says what the modules do. */
@NullMarked
package dev.strimzidr.docs;

import org.jspecify.annotations.NullMarked;
