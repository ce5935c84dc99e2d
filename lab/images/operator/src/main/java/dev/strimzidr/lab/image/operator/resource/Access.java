package dev.strimzidr.lab.image.operator.resource;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.Collection;
import java.util.List;

/** Service account, role and role binding of a component. */
public final class Access {
  private Access() {}

  public static ServiceAccount account(Component component) {
    return new ServiceAccountBuilder().withMetadata(component.metadata(component.name())).build();
  }

  public static Role role(Component component, List<PolicyRule> rules) {
    return new RoleBuilder()
        .withMetadata(component.metadata(component.name()))
        .withRules(rules)
        .build();
  }

  /**
   * Binds the role and the service account of {@code holder}; the binding itself carries the labels
   * of {@code component}.
   */
  public static RoleBinding binding(Component component, String name, String holder) {
    return new RoleBindingBuilder()
        .withMetadata(component.metadata(name))
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", holder)
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(holder)
        .withNamespace(component.namespace())
        .endSubject()
        .build();
  }

  /** The right to read some Secrets by name. */
  public static PolicyRule readSecrets(Collection<String> names) {
    return new PolicyRuleBuilder()
        .withApiGroups("")
        .withResources("secrets")
        .withResourceNames(List.copyOf(names))
        .withVerbs("get")
        .build();
  }
}
