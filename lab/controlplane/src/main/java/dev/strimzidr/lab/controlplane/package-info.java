/** etcd, kube-apiserver and kube-controller-manager of one site of the lab, and their keys. */
@NullMarked
package dev.strimzidr.lab.controlplane;

import org.jspecify.annotations.NullMarked;
