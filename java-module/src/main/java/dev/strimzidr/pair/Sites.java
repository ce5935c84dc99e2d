package dev.strimzidr.pair;

import dev.strimzidr.kube.Connection;
import dev.strimzidr.module.Arguments;
import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Option;
import dev.strimzidr.module.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Both sites of a pair, asked side by side. */
public final class Sites implements AutoCloseable {
  private static final int PAIR = 2;

  /** What says that a site cannot be asked now, in contrast to what is wrong with its answer. */
  private static final Set<Reason> SILENT =
      Set.of(Reason.UNREACHABLE, Reason.TIMEOUT, Reason.DNS, Reason.TLS, Reason.UNAUTHENTICATED);

  private final List<Site> sites;
  private final List<Arguments> given;

  private Sites(List<Site> sites, List<Arguments> given) {
    this.sites = sites;
    this.given = given;
  }

  /** The option {@code sites} of a module. */
  public static Option option() {
    List<Option> options = new ArrayList<>();
    options.add(Option.string("name").must());
    options.add(Option.string("namespace").must());
    options.add(Option.string("cluster").must());
    options.addAll(Connection.SITE_OPTIONS);
    return Option.list("sites", options.toArray(Option[]::new)).must();
  }

  /**
   * Opens both; no request is made.
   *
   * @throws ModuleFailure when there are not two, or they have one name or one address
   */
  public static Sites open(Arguments arguments) {
    List<Arguments> given = arguments.argumentsList("sites");
    if (given.size() != PAIR) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option sites: given are %d, allowed are exactly two".formatted(given.size()));
    }
    List<Site> sites = given.stream().map(Sites::site).toList();
    Site one = sites.getFirst();
    Site other = sites.getLast();
    if (one.name().equals(other.name())) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT, "option sites: both are called " + one.name());
    }
    if (one.api().address().equals(other.api().address())
        && one.namespace().equals(other.namespace())) {
      throw new ModuleFailure(
          Reason.INVALID_ARGUMENT,
          "option sites: %s and %s are one place: namespace %s at %s"
              .formatted(one.name(), other.name(), one.namespace(), one.api().address()));
    }
    return new Sites(sites, given);
  }

  private static Site site(Arguments given) {
    return new Site(
        given.string("name"),
        Connection.open(given),
        given.string("namespace"),
        given.string("cluster"));
  }

  /**
   * The same site by another connection, with credentials that are read anew. It outlives this
   * object; the caller closes its API.
   */
  public Site reopened(Site site) {
    return site(given.get(sites.indexOf(site)));
  }

  public List<Site> list() {
    return sites;
  }

  /**
   * The site of a name.
   *
   * @param option the option that names it
   * @throws ModuleFailure when neither has that name
   */
  public Site named(String option, String name) {
    return sites.stream()
        .filter(site -> site.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new ModuleFailure(
                Reason.INVALID_ARGUMENT,
                "option %s: given is '%s', allowed are %s"
                    .formatted(option, name, sites.stream().map(Site::name).toList())));
  }

  /** The site that this one is not. */
  public Site other(Site one) {
    return sites.getFirst().equals(one) ? sites.getLast() : sites.getFirst();
  }

  /**
   * Asks both at once. A site that cannot be asked is an answer too.
   *
   * @throws ModuleFailure when a site answers with anything else than what was asked for
   */
  public <T> List<SiteAnswer<T>> ask(Function<Site, T> question) {
    return ask(question, sites, Duration.ZERO);
  }

  /**
   * Asks both at once, and does not wait for long where it can do without an answer.
   *
   * @param needed the sites whose answers are waited for
   * @param patience how much longer the others have; then they count as silent
   * @throws ModuleFailure when a site answers with anything else than what was asked for
   */
  public <T> List<SiteAnswer<T>> ask(
      Function<Site, T> question, List<Site> needed, Duration patience) {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Site, Future<SiteAnswer<T>>> futures = new LinkedHashMap<>();
      sites.forEach(site -> futures.put(site, pool.submit(() -> ask(site, question))));
      for (Site site : needed) {
        SiteAnswer<T> unused = future(futures, site).get();
      }
      List<SiteAnswer<T>> answers = new ArrayList<>();
      for (Site site : sites) {
        answers.add(
            needed.contains(site)
                ? future(futures, site).get()
                : within(patience, site, future(futures, site)));
      }
      return answers;
    } catch (ExecutionException e) {
      throw ModuleFailure.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModuleFailure(Reason.INTERNAL, "interrupted", e);
    }
  }

  private static <T> Future<SiteAnswer<T>> future(
      Map<Site, Future<SiteAnswer<T>>> futures, Site site) {
    return Objects.requireNonNull(futures.get(site));
  }

  private static <T> SiteAnswer<T> within(
      Duration patience, Site site, Future<SiteAnswer<T>> future)
      throws ExecutionException, InterruptedException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      return new SiteAnswer.Silent<>(
          site,
          new ModuleFailure(
              Reason.TIMEOUT,
              "%s does not answer within %d s"
                  .formatted(site.api().address(), patience.toSeconds()),
              e));
    }
  }

  private static <T> SiteAnswer<T> ask(Site site, Function<Site, T> question) {
    try {
      return new SiteAnswer.Answered<>(site, question.apply(site));
    } catch (ModuleFailure failure) {
      if (SILENT.contains(failure.reason())) {
        return new SiteAnswer.Silent<>(site, failure);
      }
      throw failure.about("site " + site.name());
    }
  }

  @Override
  public void close() {
    sites.forEach(site -> site.api().close());
  }
}
