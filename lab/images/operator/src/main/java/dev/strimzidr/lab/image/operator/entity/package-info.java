/** The entity operator: the Deployment of topic and user operator, and what it needs. Pure. */
@NullMarked
package dev.strimzidr.lab.image.operator.entity;

import org.jspecify.annotations.NullMarked;
