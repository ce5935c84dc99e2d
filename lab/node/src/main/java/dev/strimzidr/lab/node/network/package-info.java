/** Addresses, names and forwarding: what a cluster's network does, on loopback addresses. */
@NullMarked
package dev.strimzidr.lab.node.network;

import org.jspecify.annotations.NullMarked;
