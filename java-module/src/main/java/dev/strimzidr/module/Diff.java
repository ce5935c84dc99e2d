package dev.strimzidr.module;

/**
 * What Ansible prints with {@code --diff}.
 *
 * @param beforeHeader what the left side is
 * @param before text before the change
 * @param afterHeader what the right side is
 * @param after text after the change
 */
public record Diff(String beforeHeader, String before, String afterHeader, String after) {}
