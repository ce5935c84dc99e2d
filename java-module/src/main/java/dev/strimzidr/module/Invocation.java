package dev.strimzidr.module;

/**
 * How Ansible calls the module.
 *
 * @param checkMode predict, change nothing
 * @param diffMode say what differs
 */
public record Invocation(boolean checkMode, boolean diffMode) {}
