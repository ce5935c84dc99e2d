package dev.strimzidr.tail;

import dev.strimzidr.module.ModuleFailure;
import dev.strimzidr.module.Reason;
import dev.strimzidr.module.Result;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tail that is read from the files of an export; the site that it comes from is not asked. */
final class FromDirectory {
  private final TailRequest request;
  private final Keeper keeper;

  FromDirectory(TailRequest request, Keeper keeper) {
    this.request = request;
    this.keeper = keeper;
  }

  /** Verifies it, and keeps it. */
  Result run() {
    try (ExportFolder folder = ExportFolder.open(request.folder(), false)) {
      Manifest manifest =
          folder
              .manifest()
              .orElseThrow(() ->
                  new ModuleFailure(
                      Reason.NOT_FOUND, "There is no export in %s".formatted(request.folder())));
      if (!manifest.of(request.forkPoints())) {
        throw new ModuleFailure(
            Reason.CONFLICT,
            "%s holds the export of %s, and fork_points are those of %s"
                .formatted(request.folder(), manifest.tail(), request.forkPoints().at()));
      }
      for (Exported file : manifest.files()) {
        FileRecords.read(folder.file(file), file, record -> {});
      }
      Map<String, @Nullable Object> facts = new LinkedHashMap<>(TailReport.of(manifest));
      facts.put("directory", request.folder().toString());
      if (request.state() == TailRequest.State.FOUND) {
        return Result.unchanged(facts);
      }
      keeper.open(manifest::sameTail, manifest.tail());
      boolean changed = keeper.keep(folder, manifest);
      facts.put("kept", keeper.report());
      return new Result.Success(changed, facts, List.of());
    } catch (IOException e) {
      throw Export.failure("reading the export " + request.folder(), e);
    }
  }
}
