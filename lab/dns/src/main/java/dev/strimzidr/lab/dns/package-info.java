/** The authoritative DNS server of the lab. */
@NullMarked
package dev.strimzidr.lab.dns;

import org.jspecify.annotations.NullMarked;
