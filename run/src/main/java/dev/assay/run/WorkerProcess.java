package dev.assay.run;

import dev.assay.event.Command;
import dev.assay.event.RunEvent.Output;
import dev.assay.event.Signal;
import dev.assay.event.Wire;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A worker's process and the connection to it. Commands go out, and what comes back is handed on, from threads of
 * their own, in order; {@link Gone} is always the last.
 */
final class WorkerProcess {
    private static final int TAIL = 8 << 10;

    /** Exit codes of a JVM that SIGHUP, SIGINT and SIGTERM end. */
    private static final Set<Integer> GROUP_SIGNALS = Set.of(129, 130, 143);

    private static final long GROUP_MILLIS = 500;

    private final int number;
    private final Process process;
    private final Path outbox;
    private final Inbox inbox;
    private final Wire.Reader<Signal> signals = Wire.of(Signal.class).reader();
    private final Wire.Writer<Command> commands = Wire.of(Command.class).writer();
    private final Tail tail = new Tail();
    private final Thread pump;
    private final BlockingQueue<Command> toSend = new LinkedBlockingQueue<>();
    private final CountDownLatch askedToEnd = new CountDownLatch(1);

    /** The process ended, and everything it sent has been handed on. */
    record Gone(int exitCode, String lastOutput) {}

    private WorkerProcess(int number, Process process, Path outbox, Inbox inbox) {
        this.number = number;
        this.process = process;
        this.outbox = outbox;
        this.inbox = inbox;
        this.pump = daemon(this::pump, "assay-output-" + number);
    }

    /**
     * Starts a worker; it is ready when its hello arrives in the inbox.
     *
     * @throws IOException if the process cannot be started
     */
    static WorkerProcess start(int number, ProcessBuilder command, Path scratch, Duration helloTimeout, Inbox inbox)
            throws IOException {
        Handshake handshake = new Handshake(Handshake.PATIENCE);
        Path outbox = scratch.resolve("worker-" + number + ".outbox");
        try {
            Process process = command.start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write((handshake.port() + "\n" + handshake.token() + "\n" + outbox + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It died at once; its exit tells more than the broken pipe.
            }
            WorkerProcess worker = new WorkerProcess(number, process, outbox, inbox);
            worker.pump.start();
            daemon(() -> worker.read(handshake, System.nanoTime() + helloTimeout.toNanos()), "assay-worker-" + number)
                    .start();
            return worker;
        } catch (IOException e) {
            handshake.close();
            throw e;
        }
    }

    private static Thread daemon(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Returns the CPU time that the process has used so far; 0 once it is gone. */
    long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /**
     * Sends a command as soon as the worker has connected; never waits. A write may block until the worker reads, and a
     * worker may read only when it could write: the coordinator must be free to take that in.
     */
    void send(Command command) {
        toSend.add(command);
    }

    private void write(OutputStream out) {
        try {
            while (true) {
                ByteBuffer frame = commands.frame(toSend.take());
                out.write(frame.array(), frame.position(), frame.remaining());
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            // The worker is gone.
        }
    }

    /** Asks the process to end, so that its shutdown hooks run, and makes it end soon after. */
    void terminate() {
        askedToEnd.countDown();
        process.destroy();
        daemon(
                        () -> {
                            try {
                                if (!process.waitFor(2, TimeUnit.SECONDS)) {
                                    process.destroyForcibly();
                                }
                            } catch (InterruptedException e) {
                                process.destroyForcibly();
                            }
                        },
                        "assay-killer-" + number)
                .start();
    }

    /** Ends the process at once. */
    void kill() {
        process.destroyForcibly();
    }

    private void read(Handshake handshake, long helloDeadline) {
        try (handshake;
                Socket socket = handshake.accept(() -> isAwaited(helloDeadline))) {
            if (socket != null) {
                readFrames(socket);
            }
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is, the coordinator must hear that this worker is gone.
            process.destroyForcibly();
        }
        try {
            int exitCode = process.waitFor();
            if (GROUP_SIGNALS.contains(exitCode)) {
                // Ctrl-C reaches the whole group: whoever started us has it too, and says so before this is a crash.
                askedToEnd.await(GROUP_MILLIS, TimeUnit.MILLISECONDS);
            }
            pump.join(1_000);
            deleteOutbox();
            inbox.put(number, List.of(new Gone(exitCode, lastOutput())), TAIL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String lastOutput() {
        try {
            return tail.text();
        } catch (OutOfMemoryError e) {
            return "";
        }
    }

    private boolean isAwaited(long helloDeadline) {
        if (System.nanoTime() > helloDeadline) {
            process.destroyForcibly();
        }
        return process.isAlive();
    }

    private void deleteOutbox() {
        try {
            Files.deleteIfExists(outbox);
        } catch (IOException e) {
            // It lies in the scratch folder, which goes with the run.
            outbox.toFile().deleteOnExit();
        }
    }

    private void readFrames(Socket socket) throws IOException {
        Frames frames = new Frames();
        OutputStream out = socket.getOutputStream();
        Thread writer = daemon(() -> write(out), "assay-commands-" + number);
        writer.start();
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] chunk = new byte[64 << 10];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                frames.add(chunk, count);
            }
        } catch (IOException e) {
            // The connection broke with the worker; what it could not send stands in its outbox.
        } finally {
            writer.interrupt();
        }
        frames.addUnsent();
    }

    /** Cuts the stream into signals, and at its end takes what the worker had buffered when it died. */
    private final class Frames {
        private byte[] pending = new byte[128 << 10];
        private int length;
        private long received;

        void add(byte[] bytes, int count) {
            if (length + count > pending.length) {
                pending = Arrays.copyOf(pending, Math.max(pending.length * 2, length + count));
            }
            System.arraycopy(bytes, 0, pending, length, count);
            length += count;
            received += count;
            List<Signal> read = new ArrayList<>();
            int at = 0;
            try {
                while (length - at >= 4) {
                    int size = ByteBuffer.wrap(pending, at, 4).getInt();
                    if (size <= 0 || size > Wire.MAX_FRAME) {
                        throw new IllegalArgumentException("a frame of " + size + " bytes");
                    }
                    if (length - at - 4 < size) {
                        break;
                    }
                    read.add(signals.read(ByteBuffer.wrap(pending, at + 4, size)));
                    at += 4 + size;
                }
            } finally {
                // What came before a frame that cannot be read counts.
                inbox.put(number, read, at);
            }
            System.arraycopy(pending, at, pending, 0, length - at);
            length -= at;
        }

        void addUnsent() throws IOException {
            if (!Files.exists(outbox)) {
                return;
            }
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(outbox));
            if (file.remaining() < 12) {
                return;
            }
            long base = file.getLong();
            int buffered = file.getInt();
            if (received < base) {
                // The connection's end swallowed some; the buffer begins with a whole frame.
                length = 0;
            }
            int already = (int) Math.min(buffered, Math.max(0, received - base));
            byte[] unsent = new byte[buffered - already];
            file.position(12 + already).get(unsent);
            add(unsent, unsent.length);
        }
    }

    /** Passes on what the process writes past Java, and keeps the end of it for the case that it dies. */
    private void pump() {
        try (InputStream in = process.getInputStream()) {
            byte[] chunk = new byte[8 << 10];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                byte[] bytes = Arrays.copyOf(chunk, count);
                tail.add(bytes);
                Output output = new Output(0, 0, null, Output.Channel.PROCESS, bytes);
                inbox.put(number, List.of(new Signal.Happened(output)), count);
            }
        } catch (IOException e) {
            // The process is gone.
        }
    }

    private static final class Tail {
        private byte[] bytes = {};

        synchronized void add(byte[] more) {
            byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
            System.arraycopy(more, 0, all, bytes.length, more.length);
            bytes = all.length > TAIL ? Arrays.copyOfRange(all, all.length - TAIL, all.length) : all;
        }

        synchronized String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
