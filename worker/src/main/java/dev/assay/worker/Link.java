package dev.assay.worker;

import dev.assay.event.Command;
import dev.assay.event.RunEvent;
import dev.assay.event.Signal;
import dev.assay.event.Wire;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The connection to the coordinator. Signals may be sent from any thread; one thread receives. */
final class Link {
    private static final int FLUSH_MILLIS = 10;

    private final Wire.Reader<Command> commands = Wire.of(Command.class).reader();
    private final DataInputStream in;
    private final Outbox outbox;
    private volatile long epoch = System.nanoTime();

    Link(int port, String token, Path outbox) throws IOException {
        // Never closed: it ends with the JVM, and the coordinator takes its end for the worker's.
        @SuppressWarnings("resource")
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        // Before all else, since the coordinator takes whoever is silent for a stranger.
        socket.getOutputStream().write(token.getBytes(StandardCharsets.US_ASCII));
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.outbox = new Outbox(outbox, socket.getOutputStream());
        Thread flusher = new Thread(this::flushRegularly, "assay-flusher");
        flusher.setDaemon(true);
        flusher.start();
    }

    /** Lets this worker's clock agree with the run's. */
    void synchronize(long runNanos) {
        epoch = System.nanoTime() - runNanos;
    }

    /** Returns nanoseconds since the run began. */
    long now() {
        return System.nanoTime() - epoch;
    }

    void happened(RunEvent event) {
        try {
            if (event instanceof RunEvent.TestStarted started) {
                outbox.append(started);
            } else if (event instanceof RunEvent.TestFinished finished) {
                outbox.append(finished);
            } else {
                outbox.append(new Signal.Happened(event));
            }
        } catch (IOException e) {
            throw Worker.abandon();
        }
    }

    /** Sends within milliseconds, together with what else comes meanwhile. */
    void send(Signal signal) {
        try {
            outbox.append(signal);
        } catch (IOException e) {
            throw Worker.abandon();
        }
    }

    /** Sends at once, because somebody waits for it. */
    void sendNow(Signal signal) {
        send(signal);
        flush();
    }

    void flush() {
        try {
            outbox.flush();
        } catch (IOException e) {
            throw Worker.abandon();
        }
    }

    /** Waits for the next command; without a coordinator there is nothing left to do, and the JVM ends. */
    Command receive() {
        try {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return commands.read(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw Worker.abandon();
        }
    }

    private void flushRegularly() {
        while (true) {
            try {
                Thread.sleep(FLUSH_MILLIS);
            } catch (InterruptedException e) {
                // Somebody's test interrupts all threads it finds; the flusher must outlive that.
                continue;
            }
            flush();
        }
    }
}
