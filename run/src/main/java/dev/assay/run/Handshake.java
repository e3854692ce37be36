package dev.assay.run;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a worker to connect. Any process of this machine can reach the port: who does not begin with the token,
 * which only the worker was told, is turned away.
 */
final class Handshake implements Closeable {
    /** A worker sends the token with its connection, so that only a stranger, or a stopped process, takes longer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int BACKLOG = 16;
    private static final int GLANCE_MILLIS = 50;

    private final ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final Duration patience;
    private final byte[] token;

    Handshake(Duration patience) throws IOException {
        this.patience = patience;
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        this.token = HexFormat.of().formatHex(secret).getBytes(StandardCharsets.US_ASCII);
        server.setSoTimeout(GLANCE_MILLIS);
    }

    int port() {
        return server.getLocalPort();
    }

    String token() {
        return new String(token, StandardCharsets.US_ASCII);
    }

    /** Returns the worker's connection; null if it is not worth waiting for any more. */
    @Nullable Socket accept(BooleanSupplier isAlive) throws IOException {
        while (isAlive.getAsBoolean()) {
            Socket socket;
            try {
                socket = server.accept();
            } catch (SocketTimeoutException e) {
                continue;
            }
            if (knowsToken(socket)) {
                return socket;
            }
            socket.close();
        }
        return null;
    }

    private boolean knowsToken(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            long end = System.nanoTime() + patience.toNanos();
            byte[] said = new byte[token.length];
            int length = 0;
            while (length < said.length) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    return false;
                }
                socket.setSoTimeout((int) left);
                int count = socket.getInputStream().read(said, length, said.length - length);
                if (count < 0) {
                    return false;
                }
                length += count;
            }
            socket.setSoTimeout(0);
            return MessageDigest.isEqual(said, token);
        } catch (IOException e) {
            // A stranger that went away, or said nothing.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
