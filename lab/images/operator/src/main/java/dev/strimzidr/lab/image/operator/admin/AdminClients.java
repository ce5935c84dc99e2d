package dev.strimzidr.lab.image.operator.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SslConfigs;

/** Opens connections to brokers and controllers. */
public final class AdminClients {
  private static final int REQUEST_TIMEOUT_MS = 10_000;
  private static final int API_TIMEOUT_MS = 40_000;

  private AdminClients() {}

  public static Admin toBrokers(String bootstrap, Optional<Identity> identity) {
    return Admin.create(settings(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, identity));
  }

  public static Admin toControllers(String bootstrap, Optional<Identity> identity) {
    return Admin.create(
        settings(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, bootstrap, identity));
  }

  private static Map<String, Object> settings(
      String kind, String bootstrap, Optional<Identity> identity) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(kind, bootstrap);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    settings.put(AdminClientConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    identity.ifPresent(own -> {
      settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
      settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, own.trusted());
      settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
      settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, own.key());
      settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, own.certificate());
    });
    return settings;
  }
}
