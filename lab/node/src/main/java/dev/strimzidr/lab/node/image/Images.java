package dev.strimzidr.lab.node.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.strimzidr.lab.node.NodeException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images in a folder: one folder each, with an image.yaml and what Maven built. */
public final class Images {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final Path folder;

  /** Images are read when they are asked for: one that is built later is found then. */
  public Images(Path folder) {
    this.folder = folder;
  }

  /**
   * Finds the image that a container names.
   *
   * @throws NodeException when an image.yaml cannot be read, or the image was not built
   */
  public Optional<Image> find(String imageName) {
    String repository = ImageName.baseName(imageName);
    for (Path descriptorFile : descriptors()) {
      ImageDescriptor descriptor = read(descriptorFile);
      if (descriptor.repository().equals(repository)) {
        Path target = descriptorFile.resolveSibling("target");
        return Optional.of(new Image(descriptor, classPath(target)));
      }
    }
    return Optional.empty();
  }

  /** The jars of every image that is built. */
  public List<String> jars() {
    var jars = new ArrayList<String>();
    for (Path descriptor : descriptors()) {
      Path target = descriptor.resolveSibling("target");
      if (Files.exists(target.resolve("classpath"))) {
        jars.addAll(classPath(target));
      }
    }
    return jars;
  }

  private List<Path> descriptors() {
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
      for (Path image : folders) {
        Path descriptor = image.resolve("image.yaml");
        if (Files.exists(descriptor)) {
          found.add(descriptor);
        }
      }
    } catch (IOException e) {
      throw new NodeException("The folder of images cannot be read: " + folder, e);
    }
    found.sort(null);
    return found;
  }

  private static ImageDescriptor read(Path file) {
    try {
      return YAML.readValue(file.toFile(), ImageDescriptor.class);
    } catch (IOException e) {
      throw new NodeException(file + " is not an image descriptor: " + e.getMessage(), e);
    }
  }

  private static List<String> classPath(Path target) {
    var path = new ArrayList<String>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*.jar")) {
      jars.forEach(jar -> path.add(jar.toString()));
      path.addAll(List.of(Files.readString(target.resolve("classpath")).strip().split(":")));
      return path;
    } catch (IOException e) {
      throw new NodeException("The image in " + target + " is not built: run 'make lab-setup'", e);
    }
  }
}
