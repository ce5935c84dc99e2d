/** One JVM that answers the calls of all modules of one run of a playbook. */
@NullMarked
package dev.strimzidr.server;

import org.jspecify.annotations.NullMarked;
