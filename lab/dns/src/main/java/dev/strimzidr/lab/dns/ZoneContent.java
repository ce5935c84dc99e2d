package dev.strimzidr.lab.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * The records of a zone at one moment. It never changes: an update makes another one.
 *
 * @param origin the zone's name
 * @param records all of its records, the SOA among them
 */
record ZoneContent(Name origin, List<Record> records) {
  private static final long TTL_SECONDS = 60;
  private static final long NEGATIVE_TTL_SECONDS = 1;

  ZoneContent {
    records = List.copyOf(records);
  }

  /** A zone with nothing but its SOA and its name server. */
  static ZoneContent empty(Name origin) {
    Name server = Name.fromConstantString("ns." + origin);
    Name mailbox = Name.fromConstantString("hostmaster." + origin);
    var soa =
        new SOARecord(
            origin,
            DClass.IN,
            TTL_SECONDS,
            server,
            mailbox,
            1,
            300,
            60,
            86400,
            NEGATIVE_TTL_SECONDS);
    return new ZoneContent(
        origin, List.of(soa, new NSRecord(origin, DClass.IN, TTL_SECONDS, server)));
  }

  SOARecord soa() {
    return records.stream()
        .filter(SOARecord.class::isInstance)
        .map(SOARecord.class::cast)
        .findFirst()
        .orElseThrow();
  }

  List<Record> at(Name name) {
    return records.stream().filter(record -> record.getName().equals(name)).toList();
  }

  List<Record> at(Name name, int type) {
    return at(name).stream().filter(record -> record.getType() == type).toList();
  }

  /** Whether SOA and NS of the zone itself are meant, which no update may take away. */
  boolean isApex(Name name, int type) {
    return name.equals(origin) && (type == Type.SOA || type == Type.NS);
  }

  ZoneContent without(List<Record> gone) {
    var kept = new ArrayList<>(records);
    kept.removeAll(gone);
    return new ZoneContent(origin, kept);
  }

  ZoneContent with(List<Record> more) {
    var all = new ArrayList<>(records);
    all.addAll(more);
    return new ZoneContent(origin, all);
  }

  /** The same with the next serial number. */
  ZoneContent next() {
    SOARecord soa = soa();
    var next =
        new SOARecord(
            soa.getName(),
            soa.getDClass(),
            soa.getTTL(),
            soa.getHost(),
            soa.getAdmin(),
            (soa.getSerial() + 1) & 0xffff_ffffL,
            soa.getRefresh(),
            soa.getRetry(),
            soa.getExpire(),
            soa.getMinimum());
    return without(List.of(soa)).with(List.of(next));
  }

  /** As a master file. */
  String text() {
    return records.stream().map(Record::toString).collect(Collectors.joining("\n", "", "\n"));
  }
}
