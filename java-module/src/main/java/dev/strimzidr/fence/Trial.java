package dev.strimzidr.fence;

import dev.strimzidr.record.Access;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;

/**
 * A request that a fence has to refuse, made so that nothing comes of it where it is let in: what
 * it names does not exist, or it is only validated. A broker looks at rights before it finds that
 * out.
 *
 * @param what what it tries, such as {@code writing to topics}
 * @param refusedFrom the first level at which it is refused
 * @param request makes the request
 * @param error reads from the response what the broker says of it
 */
record Trial(
    String what,
    Access refusedFrom,
    Supplier<AbstractRequest.Builder<?>> request,
    Function<AbstractResponse, Errors> error) {

  /** The verdict that it has to have at a level. */
  Verdict expected(Access level) {
    return level.compareTo(refusedFrom) >= 0 ? Verdict.REFUSED : Verdict.LET_IN;
  }

  Verdict verdict(AbstractResponse response) {
    return Verdict.of(error.apply(response));
  }
}
