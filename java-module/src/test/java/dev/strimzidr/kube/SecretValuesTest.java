package dev.strimzidr.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretValuesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/namespaces/a/secrets/b | {"data": {"password": "aHVudGVyMg=="}}
          /api/v1/namespaces/a/secrets   | {"stringData": {"password": "hunter2", "user": "hunter"}}
          /api/v1/namespaces/a/secrets/b | [{"op": "add", "path": "/data", "value": {"password": "aHVudGVyMg=="}}]
          /api/v1/namespaces/a/secrets/b | [{"op": "add", "path": "/data/password", "value": "aHVudGVyMg=="}]
          /api/v1/namespaces/a/secrets/b | [{"op": "replace", "path": "", "value": {"data": {"password": "aHVudGVyMg=="}}}]
          """)
  void hidesWhatAServerRepeats(String path, String body) throws JsonProcessingException {
    SecretValues values = SecretValues.of(path, new ObjectMapper().readTree(body));
    assertThat(values.hide("password hunter2 is weak")).isEqualTo("password (hidden) is weak");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/namespaces/a/configmaps/b | {"data": {"password": "hunter2"}}
          /api/v1/namespaces/secrets        | {"metadata": {"labels": {"password": "hunter2"}}}
          /api/v1/namespaces/a/secrets/b    | {"metadata": {"labels": {"password": "hunter2"}}}
          /api/v1/namespaces/a/secrets/b    | {"data": {"password": ""}}
          """)
  void leavesWhatIsNoSecret(String path, String body) throws JsonProcessingException {
    SecretValues values = SecretValues.of(path, new ObjectMapper().readTree(body));
    assertThat(values.hide("hunter2")).isEqualTo("hunter2");
    assertThat(SecretValues.of(path, null).hide("hunter2")).isEqualTo("hunter2");
  }
}
