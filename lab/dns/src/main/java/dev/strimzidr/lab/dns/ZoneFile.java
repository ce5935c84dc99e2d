package dev.strimzidr.lab.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * Where a zone is kept: a master file that is replaced at once.
 *
 * @param file the file
 * @param origin the zone's name
 */
record ZoneFile(Path file, Name origin) {

  /** What was kept, or an empty zone. */
  ZoneContent read() {
    if (!Files.exists(file)) {
      return ZoneContent.empty(origin);
    }
    try (Master master = new Master(file.toString(), origin)) {
      var records = new ArrayList<Record>();
      for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
        records.add(record);
      }
      return new ZoneContent(origin, records);
    } catch (IOException e) {
      throw new UncheckedIOException("The zone %s cannot be read: %s".formatted(origin, file), e);
    }
  }

  void write(ZoneContent zone) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, zone.text());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The zone %s cannot be kept: %s".formatted(origin, file), e);
    }
  }
}
