/** What a site is: its API server, its operator, its Kafka cluster and what belongs to it. */
@NullMarked
package dev.strimzidr.site;

import org.jspecify.annotations.NullMarked;
