package dev.assay.worker;

import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.Output.Channel;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Captures the standard streams and says which test wrote: the one that started the writing thread, as long as it
 * runs, else the one that runs now.
 */
final class Capture {
    private final InheritableThreadLocal<@Nullable Owner> inherited = new InheritableThreadLocal<>();
    private final Link link;
    private final PrintStream out;
    private final PrintStream err;
    private final Stream outStream = new Stream(Channel.OUT);
    private final Stream errStream = new Stream(Channel.ERR);
    private volatile int part;
    private volatile @Nullable Owner current;

    private Capture(Link link) {
        this.link = link;
        this.out = new PrintStream(outStream, false, charset("stdout.encoding"));
        this.err = new PrintStream(errStream, false, charset("stderr.encoding"));
    }

    static Capture install(Link link) {
        Capture capture = new Capture(link);
        System.setOut(capture.out);
        System.setErr(capture.err);
        return capture;
    }

    private static Charset charset(String property) {
        String name = System.getProperty(property);
        return name == null ? Charset.defaultCharset() : Charset.forName(name);
    }

    void part(int newPart) {
        drain();
        part = newPart;
    }

    void started(String testId) {
        drain();
        Owner owner = new Owner(testId);
        current = owner;
        inherited.set(owner);
    }

    void finished() {
        drain();
        Owner owner = current;
        if (owner != null) {
            owner.finished = true;
        }
        current = null;
        inherited.remove();
    }

    private void drain() {
        outStream.drain();
        errStream.drain();
    }

    private @Nullable Owner owner() {
        Owner starter = inherited.get();
        return starter != null && !starter.finished ? starter : current;
    }

    private static final class Owner {
        private final String testId;
        private volatile boolean finished;

        Owner(String testId) {
            this.testId = testId;
        }
    }

    /** Passes on whole lines, so that a line costs one event and reaches the coordinator before the JVM can die. */
    private final class Stream extends OutputStream {
        private static final int CHUNK = 8 << 10;

        private final Channel channel;
        private final byte[] buffer = new byte[CHUNK];
        private int length;
        private @Nullable Owner writer;

        Stream(Channel channel) {
            this.channel = channel;
        }

        @Override
        public synchronized void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) {
            Owner owner = owner();
            if (owner != writer) {
                drain();
                writer = owner;
            }
            int rest = count;
            int at = from;
            while (rest > 0) {
                int some = Math.min(rest, CHUNK - length);
                System.arraycopy(bytes, at, buffer, length, some);
                length += some;
                at += some;
                rest -= some;
                if (length == CHUNK) {
                    drain();
                }
            }
            if (length > 0 && buffer[length - 1] == '\n') {
                drain();
            }
        }

        synchronized void drain() {
            if (length == 0) {
                return;
            }
            byte[] bytes = Arrays.copyOf(buffer, length);
            length = 0;
            Owner owner = writer;
            link.happened(new RunEvent.Output(link.now(), part, owner == null ? null : owner.testId, channel, bytes));
        }
    }
}
