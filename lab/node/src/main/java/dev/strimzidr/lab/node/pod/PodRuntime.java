package dev.strimzidr.lab.node.pod;

import dev.strimzidr.lab.node.cluster.Events;
import dev.strimzidr.lab.node.files.SiteFolders;
import dev.strimzidr.lab.node.image.Images;
import dev.strimzidr.lab.node.image.Launcher;
import dev.strimzidr.lab.node.network.ClusterNetwork;
import dev.strimzidr.lab.node.volume.Sources;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/**
 * What Pods need of the node.
 *
 * @param client the API server
 * @param network addresses and names
 * @param images the images of this machine
 * @param launcher makes command lines
 * @param sources contents of volumes and variables
 * @param events tells the cluster what happens
 * @param folders where the site keeps what
 * @param apiAddress the loopback address of the API server
 * @param nodeAddress the address that the node reports
 * @param clock the time
 */
public record PodRuntime(
    KubernetesClient client,
    ClusterNetwork network,
    Images images,
    Launcher launcher,
    Sources sources,
    Events events,
    SiteFolders folders,
    String apiAddress,
    String nodeAddress,
    Clock clock) {}
