/** Makes and reads keys and certificates, for the sites of the lab and for tests. */
@NullMarked
package dev.strimzidr.lab.certificates;

import org.jspecify.annotations.NullMarked;
