package dev.strimzidr.lab.dns;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** From the bytes of a request to those of its response. */
final class Responder {
  private static final Logger LOG = LoggerFactory.getLogger(Responder.class);
  private static final int PAYLOAD = 1232;

  private final Authority authority;
  private final KnownKey key;
  private final BooleanSupplier refuses;

  /**
   * A responder.
   *
   * @param refuses whether everything is refused now
   */
  Responder(Authority authority, TSIG key, BooleanSupplier refuses) {
    this.authority = authority;
    this.key = new KnownKey(key);
    this.refuses = refuses;
  }

  /**
   * The response.
   *
   * @param room how many bytes it may have; it is cut short where it has more
   * @return nothing when the request cannot be read at all, or is no request
   */
  Optional<byte[]> respond(byte[] bytes, int room) {
    Message request;
    try {
      request = new Message(bytes);
    } catch (IOException e) {
      LOG.debug("Not a message", e);
      return Optional.empty();
    }
    if (request.getHeader().getFlag(Flags.QR)) {
      return Optional.empty();
    }
    Message response = new Message(request.getHeader().getID());
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setOpcode(request.getHeader().getOpcode());
    if (request.getHeader().getFlag(Flags.RD)) {
      response.getHeader().setFlag(Flags.RD);
    }
    Record question = request.getQuestion();
    if (question != null) {
      response.addRecord(question, Section.QUESTION);
    }
    OPTRecord options = request.getOPT();
    if (options != null) {
      response.addRecord(new OPTRecord(PAYLOAD, 0, 0), Section.ADDITIONAL);
    }
    fill(request, bytes, response);
    int payload =
        options == null ? room : Math.max(room, Math.min(options.getPayloadSize(), PAYLOAD));
    return Optional.of(response.toWire(payload));
  }

  private void fill(Message request, byte[] bytes, Message response) {
    if (refuses.getAsBoolean()) {
      response.getHeader().setRcode(Rcode.REFUSED);
      return;
    }
    TSIGRecord signature = request.getTSIG();
    if (signature != null) {
      int error = key.check(request, bytes);
      if (error != Rcode.NOERROR) {
        LOG.warn("A request is signed by {}: {}", signature.getName(), Rcode.TSIGstring(error));
        response.getHeader().setRcode(Rcode.NOTAUTH);
        key.signError(response, signature, error);
        return;
      }
    }
    switch (request.getHeader().getOpcode()) {
      case Opcode.QUERY -> query(request, response);
      case Opcode.UPDATE -> update(request, response);
      default -> response.getHeader().setRcode(Rcode.NOTIMP);
    }
    if (signature != null) {
      key.sign(response, signature);
    }
  }

  private void query(Message request, Message response) {
    Record question = request.getQuestion();
    if (question == null) {
      response.getHeader().setRcode(Rcode.FORMERR);
      return;
    }
    Lookups.answer(authority.zone(), question, response);
  }

  private void update(Message request, Message response) {
    int code = request.getTSIG() == null ? Rcode.REFUSED : authority.update(request);
    LOG.info("Update: {} {}", Rcode.string(code), request.getSection(Section.UPDATE));
    response.getHeader().setRcode(code);
  }
}
