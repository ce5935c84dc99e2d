package dev.strimzidr.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * Asks servers, all at once.
 *
 * @param addresses where they are
 * @param port their port
 * @param timeout how long each may take
 */
record NameServers(List<InetAddress> addresses, int port, Duration timeout) {

  /** What each of them says, in their order. */
  Answers ask(Name name) {
    List<CompletableFuture<Answer>> asked =
        addresses.stream().map(address -> ask(address, name)).toList();
    return new Answers(name.toString(true), asked.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<Answer> ask(InetAddress address, Name name) {
    String server = address.getHostAddress();
    var resolver = new SimpleResolver(new InetSocketAddress(address, port));
    resolver.setTimeout(timeout);
    List<CompletableFuture<Message>> replies =
        Stream.of(Type.A, Type.AAAA).map(type -> send(resolver, name, type)).toList();
    return CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> Reply.of(server, name, replies.stream().map(CompletableFuture::join).toList()))
        .exceptionally(failure -> silent(server, failure));
  }

  private static CompletableFuture<Message> send(SimpleResolver resolver, Name name, int type) {
    Message question = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    return resolver.sendAsync(question).toCompletableFuture();
  }

  private Answer silent(String server, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new Answer.Silent(server, words(cause));
  }

  private String words(Throwable cause) {
    return switch (cause) {
      case SocketTimeoutException late ->
          "does not answer within %d s".formatted(timeout.toSeconds());
      case PortUnreachableException nobody -> "is not there: nobody listens at port " + port;
      default -> "cannot be asked: " + cause;
    };
  }
}
