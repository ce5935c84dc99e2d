/** The DNS server between the sites, as a process that is started, stopped and hurt. */
@NullMarked
package dev.strimzidr.lab.node.dns;

import org.jspecify.annotations.NullMarked;
