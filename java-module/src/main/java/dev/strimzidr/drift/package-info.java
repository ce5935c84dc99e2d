/** Whether two clusters that ought to be alike are: topics, settings, users, ACLs. */
@NullMarked
package dev.strimzidr.drift;

import org.jspecify.annotations.NullMarked;
