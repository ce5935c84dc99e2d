package dev.strimzidr.lab.dns;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What has to hold before an update, by RFC 2136 section 3.2. No I/O. */
final class Prerequisites {
  private record Key(Name name, int type) {}

  private Prerequisites() {}

  /** NOERROR when all of them hold, else the code of the first that does not. */
  static int check(ZoneContent zone, List<Record> prerequisites) {
    Map<Key, HashSet<Record>> exact = new HashMap<>();
    for (Record wanted : prerequisites) {
      if (wanted.getTTL() != 0) {
        return Rcode.FORMERR;
      }
      if (!wanted.getName().subdomain(zone.origin())) {
        return Rcode.NOTZONE;
      }
      int code =
          switch (wanted.getDClass()) {
            case DClass.ANY -> present(zone, wanted);
            case DClass.NONE -> absent(zone, wanted);
            case DClass.IN -> {
              exact
                  .computeIfAbsent(
                      new Key(wanted.getName(), wanted.getType()), key -> new HashSet<>())
                  .add(wanted);
              yield Rcode.NOERROR;
            }
            default -> Rcode.FORMERR;
          };
      if (code != Rcode.NOERROR) {
        return code;
      }
    }
    boolean same =
        exact.entrySet().stream()
            .allMatch(entry ->
                new HashSet<>(zone.at(entry.getKey().name(), entry.getKey().type()))
                    .equals(entry.getValue()));
    return same ? Rcode.NOERROR : Rcode.NXRRSET;
  }

  private static int present(ZoneContent zone, Record wanted) {
    if (wanted.getType() == Type.ANY) {
      return zone.at(wanted.getName()).isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR;
    }
    return zone.at(wanted.getName(), wanted.getType()).isEmpty() ? Rcode.NXRRSET : Rcode.NOERROR;
  }

  private static int absent(ZoneContent zone, Record wanted) {
    if (wanted.getType() == Type.ANY) {
      return zone.at(wanted.getName()).isEmpty() ? Rcode.NOERROR : Rcode.YXDOMAIN;
    }
    return zone.at(wanted.getName(), wanted.getType()).isEmpty() ? Rcode.NOERROR : Rcode.YXRRSET;
  }
}
