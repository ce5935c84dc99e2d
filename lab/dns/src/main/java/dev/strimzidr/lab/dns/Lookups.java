package dev.strimzidr.lab.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers questions from a zone. No I/O. */
final class Lookups {
  private static final int LONGEST_CHAIN = 8;

  private Lookups() {}

  /** Puts the answer to a question into a response. */
  static void answer(ZoneContent zone, Record question, Message response) {
    Name name = question.getName();
    if (!name.subdomain(zone.origin())) {
      response.getHeader().setRcode(Rcode.REFUSED);
      return;
    }
    response.getHeader().setFlag(Flags.AA);
    for (int step = 0; step < LONGEST_CHAIN && name.subdomain(zone.origin()); step++) {
      List<Record> here = zone.at(name);
      List<Record> wanted = wanted(here, question.getType());
      if (!wanted.isEmpty()) {
        wanted.forEach(record -> response.addRecord(record, Section.ANSWER));
        return;
      }
      if (!(here.stream().findFirst().orElse(null) instanceof CNAMERecord alias)) {
        if (here.isEmpty() && !hasBelow(zone, name)) {
          response.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        response.addRecord(zone.soa(), Section.AUTHORITY);
        return;
      }
      response.addRecord(alias, Section.ANSWER);
      name = alias.getTarget();
    }
  }

  private static List<Record> wanted(List<Record> here, int type) {
    if (type == Type.ANY) {
      return here;
    }
    var wanted = new ArrayList<>(here);
    wanted.removeIf(record -> record.getType() != type);
    return wanted;
  }

  private static boolean hasBelow(ZoneContent zone, Name name) {
    return zone.records().stream().anyMatch(record -> record.getName().subdomain(name));
  }
}
