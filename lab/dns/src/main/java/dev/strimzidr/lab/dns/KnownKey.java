package dev.strimzidr.lab.dns;

import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** Checks signatures by the one key there is, and signs with it. */
final class KnownKey {
  private final TSIG key;
  private final Name name;
  private final Name algorithm;

  KnownKey(TSIG key) {
    this.key = key;
    TSIGRecord made = key.generate(new Message(), new byte[0], Rcode.NOERROR, null);
    this.name = made.getName();
    this.algorithm = made.getAlgorithm();
  }

  /** NOERROR, BADKEY, BADSIG or BADTIME. */
  int check(Message request, byte[] bytes) {
    TSIGRecord signature = request.getTSIG();
    if (!signature.getName().equals(name) || !signature.getAlgorithm().equals(algorithm)) {
      return Rcode.BADKEY;
    }
    return key.verify(request, bytes, null);
  }

  void sign(Message response, TSIGRecord of) {
    response.setTSIG(key, Rcode.NOERROR, of);
  }

  /** Says what is wrong with a signature; a key that is not known cannot sign. */
  void signError(Message response, TSIGRecord of, int error) {
    var theirs =
        error == Rcode.BADKEY ? new TSIG(of.getAlgorithm(), of.getName(), new byte[1]) : key;
    response.setTSIG(theirs, error, of);
  }
}
