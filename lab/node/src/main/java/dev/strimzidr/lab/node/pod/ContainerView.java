package dev.strimzidr.lab.node.pod;

import org.jspecify.annotations.Nullable;

/**
 * A container as its Pod's status shows it.
 *
 * @param name its name
 * @param image its image
 * @param state what it does
 * @param last how it ended the last time, if it did
 * @param restarts how often it was started again
 * @param started whether its startup probe has succeeded
 * @param ready whether it takes traffic
 */
public record ContainerView(
    String name,
    String image,
    ContainerState state,
    ContainerState.@Nullable Terminated last,
    int restarts,
    boolean started,
    boolean ready) {}
