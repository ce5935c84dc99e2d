package dev.strimzidr.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Against the real server, by the client of dnsjava. */
class NameServerTest {
  /** An address of its own, where no other program has taken the port. */
  private static final String ADDRESS = "127.53.8.1";

  private static final int PORT = 5300;
  private static final Name ZONE = Name.fromConstantString("dr.test.");
  private static final Name NAME = Name.fromConstantString("kafka.dr.test.");
  private static final Name KEY = Name.fromConstantString("lab.");

  @TempDir private Path folder;
  private final AtomicBoolean refuses = new AtomicBoolean();
  private NameServer server;
  private TSIG key;

  @BeforeEach
  void start() throws IOException {
    KeyFile.create(folder.resolve("tsig.key"), "lab");
    key = KeyFile.read(folder.resolve("tsig.key"));
    var authority = new Authority(new ZoneFile(folder.resolve("zone"), ZONE));
    server =
        NameServer.start(
            InetAddress.getAllByName(ADDRESS)[0],
            PORT,
            new Responder(authority, key, refuses::get));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void answersWithWhatAnUpdateHasSet() throws IOException {
    assertThat(codeOf(set("127.31.1.7"), key)).isEqualTo(Rcode.NOERROR);

    Message answer = ask(NAME, Type.A);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(data(answer)).containsExactly("127.31.1.7");
    assertThat(answer.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(15);
  }

  @Test
  void answersByTcpToo() throws IOException {
    send(set("127.31.1.7"), key);
    var resolver = client(null);
    resolver.setTCP(true);
    assertThat(data(resolver.send(question(NAME, Type.A)))).containsExactly("127.31.1.7");
  }

  @Test
  void replacesARecordAtOnce() throws IOException {
    send(set("127.31.1.7"), key);
    long serial = serial();
    send(set("127.31.2.7"), key);
    assertThat(data(ask(NAME, Type.A))).containsExactly("127.31.2.7");
    assertThat(serial()).isEqualTo(serial + 1);
  }

  @Test
  void countsNoChangeWhereThereIsNone() throws IOException {
    send(set("127.31.1.7"), key);
    long serial = serial();
    send(set("127.31.1.7"), key);
    assertThat(serial()).isEqualTo(serial);
  }

  @Test
  void changesNothingWhenAPrerequisiteFails() throws IOException {
    send(set("127.31.1.7"), key);
    Update update = set("127.31.2.7");
    update.present(NAME, Type.A, "127.31.1.99");
    assertThat(codeOf(update, key)).isEqualTo(Rcode.NXRRSET);

    Update absent = set("127.31.2.7");
    absent.absent(NAME);
    assertThat(codeOf(absent, key)).isEqualTo(Rcode.YXDOMAIN);

    Update none = set("127.31.2.7");
    none.present(Name.fromConstantString("nothing.dr.test."));
    assertThat(codeOf(none, key)).isEqualTo(Rcode.NXDOMAIN);
    assertThat(data(ask(NAME, Type.A))).containsExactly("127.31.1.7");
  }

  @Test
  void changesWhenEveryPrerequisiteHolds() throws IOException {
    send(set("127.31.1.7"), key);
    Update update = set("127.31.2.7");
    update.present(NAME, Type.A, "127.31.1.7");
    update.absent(NAME, Type.AAAA);
    assertThat(codeOf(update, key)).isEqualTo(Rcode.NOERROR);
    assertThat(data(ask(NAME, Type.A))).containsExactly("127.31.2.7");
  }

  @Test
  void refusesAnUpdateThatIsNotSigned() throws IOException {
    assertThat(codeOf(set("127.31.1.7"), null)).isEqualTo(Rcode.REFUSED);
    assertThat(ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void refusesAnotherSecretAndSaysSo() throws IOException {
    Message answer = signedBy(new TSIG(TSIG.HMAC_SHA256, KEY, new byte[32]));
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOTAUTH);
    assertThat(tsigOf(answer).getError()).isEqualTo(Rcode.BADSIG);
    assertThat(ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
  }

  @Test
  void refusesAnotherKeyAndSaysSo() throws IOException {
    Name other = Name.fromConstantString("other.");
    Message answer = signedBy(new TSIG(TSIG.HMAC_SHA256, other, new byte[32]));
    assertThat(answer.getRcode()).isEqualTo(Rcode.NOTAUTH);
    assertThat(tsigOf(answer).getError()).isEqualTo(Rcode.BADKEY);
  }

  @Test
  void hasNothingToSayOfAnotherZone() throws IOException {
    Name other = Name.fromConstantString("kafka.example.com.");
    assertThat(ask(other, Type.A).getRcode()).isEqualTo(Rcode.REFUSED);

    var update = new Update(Name.fromConstantString("example.com."));
    update.replace(other, Type.A, 15, "127.31.1.7");
    assertThat(codeOf(update, key)).isEqualTo(Rcode.NOTAUTH);

    var outside = new Update(ZONE);
    outside.replace(other, Type.A, 15, "127.31.1.7");
    assertThat(codeOf(outside, key)).isEqualTo(Rcode.NOTZONE);
  }

  @Test
  void followsAnAliasAndKeepsItAlone() throws IOException {
    var alias = new Update(ZONE);
    alias.replace(NAME, Type.CNAME, 15, "prod.dr.test.");
    alias.replace(Name.fromConstantString("prod.dr.test."), Type.A, 15, "127.31.1.7");
    send(alias, key);
    assertThat(data(ask(NAME, Type.A))).containsExactly("prod.dr.test.", "127.31.1.7");

    assertThat(codeOf(set("127.31.2.7"), key)).isEqualTo(Rcode.NOERROR);
    assertThat(data(ask(NAME, Type.CNAME))).containsExactly("prod.dr.test.");
  }

  @Test
  void removesARecord() throws IOException {
    send(set("127.31.1.7"), key);
    var removal = new Update(ZONE);
    removal.delete(NAME, Type.A);
    removal.delete(ZONE);
    assertThat(codeOf(removal, key)).isEqualTo(Rcode.NOERROR);
    assertThat(ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(ask(ZONE, Type.NS).getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void keepsRecordsOverARestart() throws IOException {
    send(set("127.31.1.7"), key);
    server.close();
    start();
    assertThat(data(ask(NAME, Type.A))).containsExactly("127.31.1.7");
  }

  @Test
  void refusesEverythingWhileItIsToldTo() throws IOException {
    send(set("127.31.1.7"), key);
    refuses.set(true);
    assertThat(ask(NAME, Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(client(null).send(set("127.31.2.7")).getRcode()).isEqualTo(Rcode.REFUSED);
    refuses.set(false);
    assertThat(data(ask(NAME, Type.A))).containsExactly("127.31.1.7");
  }

  @Test
  void keepsItsKeyToItself() throws IOException {
    Path file = folder.resolve("tsig.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String before = Files.readString(file);
    KeyFile.create(file, "lab");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  private static Update set(String address) throws IOException {
    var update = new Update(ZONE);
    update.replace(NAME, Type.A, 15, address);
    return update;
  }

  private void send(Update update, TSIG by) throws IOException {
    assertThat(codeOf(update, by)).isEqualTo(Rcode.NOERROR);
  }

  private int codeOf(Update update, @Nullable TSIG by) throws IOException {
    return client(by).send(update).getRcode();
  }

  /** The response as it came: a client that checks signatures would not hand it out. */
  private Message signedBy(TSIG other) throws IOException {
    Update update = set("127.31.1.7");
    update.setTSIG(other);
    byte[] bytes = update.toWire(65535);
    try (var socket = new Socket(InetAddress.getAllByName(ADDRESS)[0], PORT);
        var out = new DataOutputStream(socket.getOutputStream());
        var in = new DataInputStream(socket.getInputStream())) {
      out.writeShort(bytes.length);
      out.write(bytes);
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return new Message(answer);
    }
  }

  private static TSIGRecord tsigOf(Message answer) {
    TSIGRecord found = answer.getTSIG();
    assertThat(found).isNotNull();
    return found;
  }

  private long serial() {
    return new ZoneFile(folder.resolve("zone"), ZONE).read().soa().getSerial();
  }

  private Message ask(Name name, int type) throws IOException {
    return client(null).send(question(name, type));
  }

  private static Message question(Name name, int type) {
    return Message.newQuery(Record.newRecord(name, type, DClass.IN));
  }

  private SimpleResolver client(@Nullable TSIG by) throws IOException {
    var resolver = new SimpleResolver(ADDRESS);
    resolver.setPort(PORT);
    resolver.setTimeout(Duration.ofSeconds(5));
    if (by != null) {
      resolver.setTSIGKey(by);
    }
    return resolver;
  }

  private static List<String> data(Message answer) {
    return answer.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }
}
