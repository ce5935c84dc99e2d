/** The Secrets that both sites must share: who makes them, who copies them from where. */
@NullMarked
package dev.strimzidr.credentials;

import org.jspecify.annotations.NullMarked;
