package dev.assay.worker;

import dev.assay.event.Command;
import dev.assay.event.RunEvent;
import dev.assay.event.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The worker's entry: connects to the coordinator, holds one launcher session, and runs parts one after the other on
 * the main thread until it is told to end.
 *
 * <p>Port, token and outbox stand on the first three lines of the standard input, which is then at its end for the
 * tests; nothing is ever written to the standard output.
 */
public final class Worker {
    private static volatile boolean ending;

    private final Link link;
    private final BlockingQueue<Command> inbox = new LinkedBlockingQueue<>();
    private final Steps steps = new Steps();

    private Worker(Link link) {
        this.link = link;
    }

    /** Runs until the coordinator says shut down, or is gone. */
    public static void main(String[] args) throws IOException {
        BufferedReader config = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int port = Integer.parseInt(config.readLine());
        String token = config.readLine();
        Path outbox = Path.of(config.readLine());
        new Worker(new Link(port, token, outbox)).run();
    }

    /** Ends the JVM at once: the coordinator is gone, and nobody else wants the results. */
    static RuntimeException abandon() {
        ending = true;
        Runtime.getRuntime().halt(70);
        throw new IllegalStateException("halted");
    }

    private void run() {
        link.sendNow(new Signal.Hello(ProcessHandle.current().pid(), Engines.unloadable()));
        if (!(link.receive() instanceof Command.Welcome welcome)) {
            throw new IllegalStateException("the coordinator did not say welcome");
        }
        link.synchronize(welcome.runNanos());
        for (Command.Welcome.Property property : welcome.properties()) {
            System.setProperty(property.key(), property.value());
        }
        for (String remark : Engines.overridden()) {
            link.happened(new RunEvent.Notice(link.now(), RunEvent.Notice.Level.INFO, remark));
        }
        PrintStream console = System.err;
        Capture capture = Capture.install(link);
        Thread receiver = new Thread(this::receive, "assay-link");
        receiver.setDaemon(true);
        receiver.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::exiting, "assay-exit"));
        try (LauncherSession session = open(console)) {
            link.sendNow(new Signal.Ready(0, false));
            serve(new Parts(session.getLauncher(), link, capture, steps, this::proceed, welcome.leftoversByTest()));
        }
        ending = true;
        link.flush();
        System.exit(0);
    }

    /** Opens the session, listeners of the suite included; where that fails the JVM is of no use, and says why. */
    private LauncherSession open(PrintStream console) {
        try {
            LauncherSession session = LauncherFactory.openSession();
            session.getLauncher();
            return session;
        } catch (Throwable e) {
            ending = true;
            link.flush();
            e.printStackTrace(console);
            console.flush();
            Runtime.getRuntime().halt(72);
            throw e;
        }
    }

    private void serve(Parts parts) {
        while (take() instanceof Command.Run run) {
            parts.run(run);
            link.sendNow(new Signal.Ready(run.part(), Heap.isFull()));
        }
    }

    private Command.Proceed proceed() {
        return take() instanceof Command.Proceed answer ? answer : new Command.Proceed(0, false, List.of(), List.of());
    }

    private Command take() {
        while (true) {
            try {
                return inbox.take();
            } catch (InterruptedException e) {
                // A test left the main thread interrupted; that must not end the worker, nor reach the next test.
                continue;
            }
        }
    }

    private void receive() {
        while (true) {
            Command command = link.receive();
            if (command instanceof Command.Release release) {
                // In one monitor with taking, or the part could end before its coordinator hears of the release.
                synchronized (steps) {
                    link.send(new Signal.Released(release.part(), steps.release(release)));
                }
                link.flush();
            } else if (command instanceof Command.Dump) {
                link.sendNow(new Signal.Dumped(Threads.dump()));
            } else {
                inbox.add(command);
            }
        }
    }

    /** Tells who ended the JVM, as long as that can still be seen. */
    private void exiting() {
        if (ending) {
            return;
        }
        List<String> trace = new ArrayList<>();
        for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
            if (Threads.isExiting(stack)) {
                for (StackTraceElement frame : stack) {
                    trace.add("\tat " + frame);
                }
                break;
            }
        }
        link.sendNow(new Signal.Exiting(
                trace.isEmpty() ? "the JVM was told to end" : "System.exit was called", String.join("\n", trace)));
    }
}
