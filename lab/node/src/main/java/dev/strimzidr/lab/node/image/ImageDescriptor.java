package dev.strimzidr.lab.node.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What image.yaml says.
 *
 * @param repository the last part of the image's name
 * @param entrypoints what the container runs to the Java class that plays it
 * @param probes the command of an exec probe to what is tested instead
 * @param jvm options of the JVM; {@code $NAME} stands for a variable of the container
 */
public record ImageDescriptor(
    @JsonProperty(required = true) String repository,
    @JsonProperty(required = true) Map<String, String> entrypoints,
    Map<String, String> probes,
    List<String> jvm) {

  /** Copies the collections; probes and JVM options may be missing. */
  public ImageDescriptor(
      String repository,
      Map<String, String> entrypoints,
      @Nullable Map<String, String> probes,
      @Nullable List<String> jvm) {
    this.repository = repository;
    this.entrypoints = Map.copyOf(entrypoints);
    this.probes = probes == null ? Map.of() : Map.copyOf(probes);
    this.jvm = jvm == null ? List.of() : List.copyOf(jvm);
  }
}
