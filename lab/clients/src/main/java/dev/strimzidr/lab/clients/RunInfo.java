package dev.strimzidr.lab.clients;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a run is: {@code run.json}.
 *
 * @param run tells its records from those of others
 * @param topics that it writes to and reads
 * @param groups that read
 * @param started when, ISO 8601 in UTC
 */
record RunInfo(
    @JsonProperty("run") String run,
    @JsonProperty("topics") List<String> topics,
    @JsonProperty("groups") List<String> groups,
    @JsonProperty("started") String started) {}
