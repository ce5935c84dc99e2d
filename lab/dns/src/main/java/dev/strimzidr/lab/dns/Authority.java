package dev.strimzidr.lab.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Has the zone, and is the only one that changes it. */
final class Authority {
  private final ZoneFile file;
  private volatile ZoneContent zone;

  Authority(ZoneFile file) {
    this.file = file;
    this.zone = file.read();
  }

  /** The zone as it is now. */
  ZoneContent zone() {
    return zone;
  }

  /** Makes an update, or none of it. What was made is on disk when this returns. */
  synchronized int update(Message request) {
    Record about = request.getQuestion();
    if (about == null || about.getType() != Type.SOA || about.getDClass() != DClass.IN) {
      return Rcode.FORMERR;
    }
    if (!about.getName().equals(zone.origin())) {
      return Rcode.NOTAUTH;
    }
    int code = Prerequisites.check(zone, request.getSection(Section.PREREQ));
    if (code == Rcode.NOERROR) {
      code = Changes.check(zone, request.getSection(Section.UPDATE));
    }
    if (code == Rcode.NOERROR) {
      ZoneContent changed = Changes.apply(zone, request.getSection(Section.UPDATE));
      if (!changed.equals(zone)) {
        file.write(changed);
        zone = changed;
      }
    }
    return code;
  }
}
