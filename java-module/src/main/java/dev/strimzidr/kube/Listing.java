package dev.strimzidr.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a collection held at one moment.
 *
 * @param items its resources
 * @param resourceVersion the moment, from which a watch goes on
 */
public record Listing(List<ObjectNode> items, String resourceVersion) {}
