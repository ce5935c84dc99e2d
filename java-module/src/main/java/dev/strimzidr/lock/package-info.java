/**
 * The lock of a pair: a Lease at each site, held by one run of a playbook and renewed for as long
 * as that run lives. {@link dev.strimzidr.lock.Observation} decides, without I/O, when a Lease is
 * free; {@link dev.strimzidr.lock.LeaseStore} is the gateway.
 */
@NullMarked
package dev.strimzidr.lock;

import org.jspecify.annotations.NullMarked;
