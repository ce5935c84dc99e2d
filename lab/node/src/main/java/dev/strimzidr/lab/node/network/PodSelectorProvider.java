package dev.strimzidr.lab.node.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * Runs inside a container's JVM: outgoing connections leave from the Pod's address, so that the one
 * who accepts them knows which Pod calls.
 */
public final class PodSelectorProvider extends SelectorProvider {
  private final SelectorProvider jdk;
  private final InetSocketAddress source;

  /** Called by the JDK, named by a system property. */
  public PodSelectorProvider() throws ReflectiveOperationException {
    jdk =
        (SelectorProvider)
            Class.forName("sun.nio.ch.DefaultSelectorProvider").getMethod("get").invoke(null);
    source = new InetSocketAddress(System.getenv("LAB_POD_ADDRESS"), 0);
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    SocketChannel channel = jdk.openSocketChannel();
    try {
      return channel.bind(source);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return jdk.openDatagramChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return jdk.openDatagramChannel(family);
  }

  @Override
  public Pipe openPipe() throws IOException {
    return jdk.openPipe();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    return jdk.openSelector();
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return jdk.openServerSocketChannel();
  }
}
