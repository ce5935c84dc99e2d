package dev.strimzidr.lab.image.operator.kafka;

/** One Kafka node. */
public record Node(String podName, int id, String pool, boolean controller, boolean broker) {}
