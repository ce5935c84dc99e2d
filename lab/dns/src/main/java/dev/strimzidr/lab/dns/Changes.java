package dev.strimzidr.lab.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What an update asks for, by RFC 2136 sections 3.4.1 and 3.4.2. No I/O. */
final class Changes {
  private static final Set<Integer> NO_DATA =
      Set.of(Type.ANY, Type.AXFR, Type.IXFR, Type.MAILA, Type.MAILB);

  private Changes() {}

  /** NOERROR when every change can be made; looked at before the first is. */
  static int check(ZoneContent zone, List<Record> changes) {
    for (Record change : changes) {
      if (!change.getName().subdomain(zone.origin())) {
        return Rcode.NOTZONE;
      }
      boolean plain = !NO_DATA.contains(change.getType());
      boolean wellFormed =
          switch (change.getDClass()) {
            case DClass.IN -> plain;
            case DClass.NONE -> plain && change.getTTL() == 0;
            case DClass.ANY ->
                (plain || change.getType() == Type.ANY)
                    && change.getTTL() == 0
                    && change.rdataToWireCanonical().length == 0;
            default -> false;
          };
      if (!wellFormed) {
        return Rcode.FORMERR;
      }
    }
    return Rcode.NOERROR;
  }

  /** The zone with all changes; the same one when they change nothing. */
  static ZoneContent apply(ZoneContent zone, List<Record> changes) {
    ZoneContent changed = zone;
    for (Record change : changes) {
      changed =
          switch (change.getDClass()) {
            case DClass.ANY -> removeSet(changed, change);
            case DClass.NONE -> removeOne(changed, change);
            default -> add(changed, change);
          };
    }
    return Set.copyOf(lines(changed)).equals(Set.copyOf(lines(zone))) ? zone : changed.next();
  }

  private static List<String> lines(ZoneContent zone) {
    return zone.records().stream().map(Record::toString).toList();
  }

  private static ZoneContent removeSet(ZoneContent zone, Record change) {
    List<Record> found =
        change.getType() == Type.ANY
            ? zone.at(change.getName())
            : zone.at(change.getName(), change.getType());
    return zone.without(removable(zone, found));
  }

  private static ZoneContent removeOne(ZoneContent zone, Record change) {
    Record wanted = inZone(change, 0);
    List<Record> found = zone.at(change.getName()).stream().filter(wanted::equals).toList();
    return zone.without(removable(zone, found));
  }

  private static List<Record> removable(ZoneContent zone, List<Record> found) {
    return found.stream()
        .filter(record -> !zone.isApex(record.getName(), record.getType()))
        .toList();
  }

  /** A name has either a CNAME or other records: what would mix them is passed over in silence. */
  private static ZoneContent add(ZoneContent zone, Record record) {
    Name name = record.getName();
    List<Record> set = zone.at(name, record.getType());
    boolean hasAlias = !zone.at(name, Type.CNAME).isEmpty();
    boolean hasOthers = zone.at(name).stream().anyMatch(other -> other.getType() != Type.CNAME);
    boolean isAlias = record.getType() == Type.CNAME;
    if (record.getType() == Type.SOA || (isAlias ? hasOthers : hasAlias)) {
      return zone;
    }
    var fresh = new ArrayList<Record>();
    if (!isAlias) {
      // All records of a set have the TTL that was given last.
      set.stream()
          .filter(known -> !known.equals(record))
          .forEach(known -> fresh.add(inZone(known, record.getTTL())));
    }
    fresh.add(record);
    return zone.without(set).with(fresh);
  }

  private static Record inZone(Record record, long ttl) {
    return Record.newRecord(
        record.getName(), record.getType(), DClass.IN, ttl, record.rdataToWireCanonical());
  }
}
