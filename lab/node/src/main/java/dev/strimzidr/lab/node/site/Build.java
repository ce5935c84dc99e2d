package dev.strimzidr.lab.node.site;

import dev.strimzidr.lab.node.files.Fingerprint;
import dev.strimzidr.lab.node.image.Images;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The build of the lab that this JVM belongs to. */
public final class Build {
  private Build() {}

  /** A short text that changes when the node or an image is built anew. */
  public static String current(SiteSettings settings) {
    var jars = new ArrayList<>(List.of(System.getProperty("java.class.path").split(":", -1)));
    jars.addAll(new Images(Path.of(settings.images())).jars());
    return Fingerprint.of(jars);
  }
}
