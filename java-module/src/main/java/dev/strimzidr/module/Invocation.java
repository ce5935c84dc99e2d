package dev.strimzidr.module;

import java.util.Optional;

/**
 * How Ansible calls the module.
 *
 * @param checkMode predict, change nothing
 * @param diffMode say what differs
 * @param run the run of a playbook whose modules this JVM answers; empty in a JVM of one call
 */
public record Invocation(boolean checkMode, boolean diffMode, Optional<Run> run) {}
