package dev.strimzidr.lab.node.image;

/** The name of a container image. */
public final class ImageName {
  private ImageName() {}

  /**
   * The last part of the repository: {@code kafka} of {@code quay.io/strimzi/kafka:1.2.0@sha256:0}.
   */
  public static String baseName(String image) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    int end = name.length();
    for (char separator : new char[] {':', '@'}) {
      int at = name.indexOf(separator);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return name.substring(0, end);
  }
}
