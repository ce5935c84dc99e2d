package dev.strimzidr.move;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What modules have answered. Nothing of it is good where nobody has answered.
 *
 * @param sites by their names
 * @param mirror into the standby, compared; or in a failover where the logs part
 * @param stopped whether the mirror could be stopped
 * @param fence whether sites could be closed
 * @param credentials whether the sites share authorities and passwords
 * @param names by which clients find the active site; empty where there is none
 * @param groups how they would be carried; nothing where a failover has not looked
 * @param probe a record that was tried at the target
 * @param lost a record that was tried at the site that is said to be lost
 * @param idle which clients are at work; nothing where they may be
 */
record Facts(
    Map<String, KnownSite> sites,
    KnownMirror mirror,
    KnownAnswers.Stopped stopped,
    KnownAnswers.Fence fence,
    KnownAnswers.Credentials credentials,
    List<KnownName> names,
    Optional<KnownGroups> groups,
    KnownProbe probe,
    KnownProbe lost,
    Optional<KnownAnswers.Idle> idle) {

  KnownSite site(String name) {
    return sites.getOrDefault(name, KnownSite.SILENT);
  }
}
