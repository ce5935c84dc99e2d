package dev.strimzidr.lab.node.probe;

import dev.strimzidr.lab.node.process.ProcessState;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;

/** Asks checks. */
final class Prober {
  private Prober() {}

  /** Empty when the answer is good, else what is wrong. */
  static String ask(Check check, ProcessHandle process, Duration timeout) {
    try {
      return switch (check) {
        case Check.Running ignored -> process.isAlive() ? "" : "the process has ended";
        case Check.FileExists file -> file(file, process);
        case Check.HttpGet http -> http(http, timeout);
        case Check.TcpConnect tcp -> tcp(tcp, timeout);
        case Check.Impossible impossible -> impossible.reason();
      };
    } catch (IOException e) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
  }

  private static String file(Check.FileExists check, ProcessHandle process) throws IOException {
    if (ProcessState.of(process.pid()) == ProcessState.FROZEN) {
      return "the process is frozen";
    }
    if (!Files.exists(check.file())) {
      return check.file() + " does not exist";
    }
    Instant written = Files.getLastModifiedTime(check.file()).toInstant();
    Instant started = process.info().startInstant().orElse(Instant.EPOCH);
    return written.isBefore(started) ? check.file() + " is of an earlier run" : "";
  }

  private static String http(Check.HttpGet check, Duration timeout) throws IOException {
    var connection = (HttpURLConnection) check.url().toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
    connection.setInstanceFollowRedirects(false);
    try {
      int status = connection.getResponseCode();
      return status >= 200 && status < 400 ? "" : "HTTP probe failed with statuscode: " + status;
    } finally {
      connection.disconnect();
    }
  }

  private static String tcp(Check.TcpConnect check, Duration timeout) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(check.address(), Math.toIntExact(timeout.toMillis()));
      return "";
    }
  }
}
