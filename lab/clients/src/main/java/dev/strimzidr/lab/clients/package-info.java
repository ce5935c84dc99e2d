/** Clients of Kafka that live through a move, and the account of what became of their records. */
@NullMarked
package dev.strimzidr.lab.clients;

import org.jspecify.annotations.NullMarked;
