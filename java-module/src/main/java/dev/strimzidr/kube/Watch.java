package dev.strimzidr.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.strimzidr.module.ModuleFailure;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The events of a watch, one after another. */
public final class Watch implements AutoCloseable {

  /**
   * One event.
   *
   * @param type ADDED, MODIFIED, DELETED, BOOKMARK or ERROR; CLOSED when the server has ended the
   *     watch
   * @param object the resource, or a Status
   */
  public record Event(String type, JsonNode object) {}

  private static final int NEWLINE = '\n';

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ObjectMapper mapper;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile AsyncBody body = new NoBody();

  private Watch(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  static Watch open(
      Requests requests,
      HttpRequest request,
      ObjectMapper mapper,
      Function<Throwable, ModuleFailure> failures,
      IntFunction<ModuleFailure> refusals) {
    Watch watch = new Watch(mapper);
    try {
      HttpResponse<AsyncBody> response = requests.stream(request, watch::consume);
      watch.body = response.body();
      if (!response.isSuccessful()) {
        watch.close();
        throw refusals.apply(response.code());
      }
      Object unused =
          response.body().done().whenComplete((done, error) -> watch.events.add(watch.closed()));
      response.body().consume();
      return watch;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.apply(e);
    } catch (ExecutionException | TimeoutException e) {
      throw failures.apply(e.getCause() == null ? e : e.getCause());
    }
  }

  /** The next event, or nothing within the time. After CLOSED nothing more comes. */
  public Optional<Event> next(Duration atMost) throws InterruptedException {
    return Optional.ofNullable(events.poll(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS));
  }

  @Override
  public void close() {
    body.cancel();
  }

  private void consume(List<ByteBuffer> buffers, AsyncBody more) throws IOException {
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == NEWLINE) {
          JsonNode event = mapper.readTree(line.toByteArray());
          line.reset();
          events.add(new Event(event.path("type").asText(), event.path("object")));
        } else {
          line.write(next);
        }
      }
    }
    more.consume();
  }

  private Event closed() {
    return new Event("CLOSED", mapper.createObjectNode());
  }

  /** Stands in until the server has answered. */
  private static final class NoBody implements AsyncBody {
    @Override
    public void consume() {}

    @Override
    public java.util.concurrent.CompletableFuture<Void> done() {
      return java.util.concurrent.CompletableFuture.completedFuture(null);
    }

    @Override
    public void cancel() {}
  }
}
