package dev.strimzidr.tail;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A tail that is read from the topic of ours in which it is kept. */
final class FromActive {
  private final TailRequest request;
  private final Keeper keeper;

  FromActive(TailRequest request, Keeper keeper) {
    this.request = request;
    this.keeper = keeper;
  }

  /**
   * Verifies it, and makes the files of an export of it.
   *
   * @param write false to predict only
   */
  Result run(boolean write) {
    Manifest kept =
        keeper.requireThere(
            found -> found.of(request.forkPoints()), "fork points of " + request.forkPoints().at());
    Map<String, @Nullable Object> facts = new LinkedHashMap<>(TailReport.of(kept));
    facts.put("kept", keeper.report());
    if (request.state() == TailRequest.State.FOUND) {
      return Result.unchanged(facts);
    }
    facts.put("directory", request.folder().toString());
    return new Result.Success(export(kept, write), facts, List.of());
  }

  private boolean export(Manifest kept, boolean write) {
    try (ExportFolder folder = ExportFolder.open(request.folder(), write)) {
      Manifest there = folder.manifest(kept).orElse(null);
      if (there != null && there.complete() == kept.complete() && same(folder, there, kept)) {
        return false;
      }
      if (there != null && !there.files().isEmpty()) {
        throw new ModuleFailure(
            Reason.CONFLICT,
            "%s holds another export of this tail than the topic. Name a folder of its own in the option directory"
                .formatted(request.folder()));
      }
      if (write) {
        Restoration.fill(folder, keeper.topic(), kept);
      }
      return true;
    } catch (IOException e) {
      throw Export.failure("exporting to " + request.folder(), e);
    }
  }

  private static boolean same(ExportFolder folder, Manifest there, Manifest kept)
      throws IOException {
    Map<TopicPartition, String> sums = new HashMap<>();
    for (Exported file : there.files()) {
      Content content = new Content();
      FileRecords.read(folder.file(file), file, content::add);
      sums.put(file.topicPartition(), content.sha256());
    }
    Map<TopicPartition, String> wanted = new HashMap<>();
    kept.files().forEach(entry -> wanted.put(entry.topicPartition(), entry.sha256()));
    return sums.equals(wanted);
  }
}
