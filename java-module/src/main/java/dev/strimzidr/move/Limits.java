package dev.strimzidr.move;

import java.util.List;

/**
 * What a person allows, and what the inventory declares.
 *
 * @param lagSeconds how far the mirror may be behind
 * @param certificateDays a certificate that ends earlier is said
 * @param listener the listener of clients
 * @param sharedNames the names that its certificates are to be for
 * @param ownTopics topics of no client
 * @param topics how many topics are declared
 * @param users how many users are declared
 */
record Limits(
    long lagSeconds,
    long certificateDays,
    String listener,
    List<String> sharedNames,
    List<String> ownTopics,
    long topics,
    long users) {}
