package dev.strimzidr.tail;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that only their owner can read and that are there in full or not at all, also after a power
 * loss.
 */
final class DurableFiles {
  private static final String PART = ".part";
  private static final FileAttribute<?> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> FOLDER_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private DurableFiles() {}

  /** A file that is being written. */
  static final class Part implements AutoCloseable {
    private final Path path;
    private final Path part;
    private final FileChannel channel;

    private Part(Path path) throws IOException {
      folder(parent(path));
      this.path = path;
      this.part = path.resolveSibling(path.getFileName() + PART);
      Files.deleteIfExists(part); // what a run left that was killed
      this.channel =
          FileChannel.open(
              part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE);
    }

    /** Where its content goes; closing it does no harm. */
    OutputStream out() {
      return new OutputStream() {
        private final OutputStream out = Channels.newOutputStream(channel);

        @Override
        public void write(int one) throws IOException {
          out.write(one);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
          out.write(data, offset, length);
        }
      };
    }

    /** Gives it its name, in place of a file that had it. */
    void publish() throws IOException {
      channel.force(true);
      channel.close();
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      sync(parent(path));
    }

    /** Leaves nothing behind of what was not published. */
    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(part);
    }
  }

  /** Begins a file, and its folder where that is not there. */
  static Part part(Path path) throws IOException {
    return new Part(path);
  }

  static boolean isPart(Path path) {
    return path.toString().endsWith(PART);
  }

  /** Makes a folder, and those above it, where it is not there. */
  static void folder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    folder(parent(folder));
    Files.createDirectory(folder, FOLDER_MODE);
    sync(parent(folder));
  }

  /** A file that stays and that may be there already. */
  static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), FILE_MODE);
  }

  static void rename(Path file, Path to) throws IOException {
    Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
    sync(parent(to));
  }

  private static Path parent(Path path) throws IOException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException(path + " is no place for an export");
    }
    return parent;
  }

  /** Without this the new name may be gone after a power loss. */
  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
