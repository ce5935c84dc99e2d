/** What an ordinary Kafka client needs to get in, as a file. */
@NullMarked
package dev.strimzidr.clients;

import org.jspecify.annotations.NullMarked;
