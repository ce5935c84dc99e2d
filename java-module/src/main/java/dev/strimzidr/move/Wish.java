package dev.strimzidr.move;

import java.util.List;

/**
 * What an operator asks for.
 *
 * @param kind the move
 * @param to the site that is active afterwards; empty where nobody has named one
 * @param sites the sites of the pair
 * @param homeSite the site that a fail-back returns to
 * @param abort whether the move is to be undone
 * @param decide whether a failover is to be taken now, so that its source has to be lost
 * @param force whether a failover is to be taken also from a site that answers
 */
record Wish(
    MoveKind kind,
    String to,
    List<String> sites,
    String homeSite,
    boolean abort,
    boolean decide,
    boolean force) {}
