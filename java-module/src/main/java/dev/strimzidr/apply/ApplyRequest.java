package dev.strimzidr.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is to be made so.
 *
 * @param resources the resources, checked
 * @param present whether they shall be there, or be gone
 * @param statusOnly whether only their status is made so
 * @param forceConflicts take over fields that other managers own
 * @param waitForIt wait until they are ready, or gone
 * @param waitTimeout how long
 * @param prune what to remove because the batch no longer has it; nothing to remove nothing
 * @param checkMode predict, change nothing
 */
public record ApplyRequest(
    List<ObjectNode> resources,
    boolean present,
    boolean statusOnly,
    boolean forceConflicts,
    boolean waitForIt,
    Duration waitTimeout,
    Optional<PruneRequest> prune,
    boolean checkMode) {}
