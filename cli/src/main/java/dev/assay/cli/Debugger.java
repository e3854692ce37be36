package dev.assay.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The port on which a worker waits for a debugger. */
record Debugger(int port) {
    private static final int CUSTOMARY = 5005;

    /** Returns the port that IDEs suggest if it is free, else any that is. */
    static Debugger onFreePort() {
        try (ServerSocket socket = new ServerSocket(CUSTOMARY, 1, InetAddress.getLoopbackAddress())) {
            return new Debugger(socket.getLocalPort());
        } catch (IOException taken) {
            return onAnyPort();
        }
    }

    private static Debugger onAnyPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Debugger(socket.getLocalPort());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("no port is free on the loopback interface", e);
        }
    }

    /** Returns the argument that makes a JVM wait for a debugger before it does anything. */
    String jvmArg() {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:" + port;
    }
}
