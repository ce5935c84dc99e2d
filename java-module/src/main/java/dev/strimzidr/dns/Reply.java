package dev.strimzidr.dns;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Reads the replies of one server to the questions about a name. No I/O. */
final class Reply {
  private Reply() {}

  /** What they say; an alias counts, not where it leads to in turn. */
  static Answer of(String server, Name name, List<Message> replies) {
    List<Target> targets = new ArrayList<>();
    long ttl = 0;
    for (Message reply : replies) {
      int code = reply.getRcode();
      if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
        return new Answer.Refused(server, Rcode.string(code));
      }
      for (Record record : reply.getSection(Section.ANSWER)) {
        if (record.getName().equals(name)) {
          Target target = target(record);
          if (target != null && !targets.contains(target)) {
            targets.add(target);
            ttl = Math.max(ttl, record.getTTL());
          }
        }
      }
    }
    return targets.isEmpty() ? new Answer.Absent(server) : leads(server, targets, ttl);
  }

  private static Answer leads(String server, List<Target> targets, long ttl) {
    return new Answer.Leads(
        server,
        targets.stream().sorted((one, other) -> one.value().compareTo(other.value())).toList(),
        ttl);
  }

  private static @Nullable Target target(Record record) {
    return switch (record) {
      case ARecord a -> Target.of(a.getAddress().getHostAddress());
      case AAAARecord aaaa -> Target.of(aaaa.getAddress().getHostAddress());
      case CNAMERecord alias -> Target.of(alias.getTarget().toString());
      default -> null;
    };
  }
}
