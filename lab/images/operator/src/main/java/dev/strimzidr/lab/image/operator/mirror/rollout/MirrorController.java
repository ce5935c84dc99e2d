package dev.strimzidr.lab.image.operator.mirror.rollout;

import dev.strimzidr.lab.image.operator.apply.Session;
import dev.strimzidr.lab.image.operator.mirror.MirrorPlan;
import dev.strimzidr.lab.image.operator.resource.Annotations;
import dev.strimzidr.lab.image.operator.status.Failures;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.strimzi.api.kafka.model.common.Condition;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code KafkaMirrorMaker2} resources. */
public record MirrorController(Session session) implements Reconciler<KafkaMirrorMaker2> {
  private static final Logger LOG = LoggerFactory.getLogger(MirrorController.class);

  @Override
  public UpdateControl<KafkaMirrorMaker2> reconcile(
      KafkaMirrorMaker2 mirror, Context<KafkaMirrorMaker2> context) {
    if (mirror.isMarkedForDeletion()) {
      return UpdateControl.noUpdate();
    }
    KafkaMirrorMaker2Status status = new KafkaMirrorMaker2Status();
    if (Annotations.isTrue(mirror, Annotations.PAUSE)) {
      status.setObservedGeneration(
          Optional.ofNullable(mirror.getStatus()).map(s -> s.getObservedGeneration()).orElse(0L));
      status.addCondition(session.conditions().paused());
    } else {
      status.setObservedGeneration(mirror.getMetadata().getGeneration());
      Condition outcome = rollOut(mirror, status);
      List<Condition> conditions = new ArrayList<>(List.of(outcome));
      conditions.addAll(Optional.ofNullable(status.getConditions()).orElse(List.of()));
      status.setConditions(conditions);
    }
    session.statuses().write(mirror, status);
    return UpdateControl.<KafkaMirrorMaker2>noUpdate()
        .rescheduleAfter(session.settings().interval());
  }

  private Condition rollOut(KafkaMirrorMaker2 mirror, KafkaMirrorMaker2Status status) {
    try {
      var plan = MirrorPlan.of(mirror, session.settings().versions());
      new MirrorRollout(session, plan, status).run();
      return session.conditions().ready();
    } catch (RuntimeException e) {
      Failures.log(LOG, "KafkaMirrorMaker2", mirror, e);
      return session.conditions().notReady(Failures.reason(e), Failures.message(e));
    }
  }
}
