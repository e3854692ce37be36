package dev.assay.report;

import dev.assay.event.DatabaseUse;
import dev.assay.event.Failure;
import dev.assay.event.Journal;
import dev.assay.event.Leftover;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events of runs like real ones, the same every time: for tests of what people see of a run.
 *
 * <p>{@link #large()} has 57,446 tests in 262 classes on three workers that become five, with every kind of trouble.
 */
public final class SampleRun {
    private static final long MILLIS = 1_000_000;
    private static final long SECONDS = 1_000 * MILLIS;
    private static final String SUITE = "commons-lang3";

    private final Random random = new Random(42);
    private final List<RunEvent> events = new ArrayList<>();
    private final Deque<Piece> queue = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<TestRef> flaky = new ArrayList<>();
    private long discovered;
    private long cpu;
    private int parts;
    private boolean died;

    private SampleRun() {}

    /** A run of 57,446 tests: failures of three causes, one lost, some flaky, skipped, aborted and not run. */
    public static List<RunEvent> large() {
        SampleRun run = new SampleRun();
        run.start("org.apache.commons:commons-lang3:3.20.0", List.of(SUITE));
        run.planLang3();
        run.work();
        run.finish(RunEvent.RunFinished.End.COMPLETE);
        return run.events;
    }

    /** A run of 24 tests in 4 classes, all passed. */
    public static List<RunEvent> green() {
        SampleRun run = new SampleRun();
        run.start(".", List.of("shop"));
        for (String name : List.of("CartTest", "CheckoutTest", "PriceTest", "StockTest")) {
            run.queue.add(new Piece("org.shop." + name, "", 6, 40 * MILLIS, 0.9));
        }
        run.work();
        run.finish(RunEvent.RunFinished.End.COMPLETE);
        return run.events;
    }

    /** {@link #green} with databases: one class reads, one writes, one changes the schema, and a fixture is opened. */
    public static List<RunEvent> databases() {
        List<RunEvent> events = new ArrayList<>();
        for (RunEvent event : green()) {
            if (event instanceof RunEvent.TestFinished test) {
                String name = test.test().topClass();
                DatabaseUse.Effect effect = name.endsWith("CartTest")
                        ? DatabaseUse.Effect.READ_ONLY
                        : name.endsWith("PriceTest") ? DatabaseUse.Effect.SCHEMA : DatabaseUse.Effect.WRITE;
                if (!name.endsWith("StockTest")) {
                    events.add(new RunEvent.DatabaseUsed(
                            event.at(),
                            test.part(),
                            test.test(),
                            new DatabaseUse(
                                    "SANDBOX",
                                    1,
                                    effect,
                                    12,
                                    40,
                                    3,
                                    1,
                                    5 * MILLIS,
                                    2,
                                    1,
                                    MILLIS,
                                    MILLIS,
                                    9 * MILLIS,
                                    0,
                                    197)));
                }
                if (name.endsWith("StockTest")) {
                    events.add(new RunEvent.FixtureOpened(event.at(), test.part(), test.test(), "search", 30 * MILLIS));
                }
            }
            events.add(event);
        }
        return events;
    }

    /** {@link #green} in heaps that are collected behind each class, and in which more stays each time. */
    public static List<RunEvent> heaps() {
        List<RunEvent> events = new ArrayList<>();
        long kept = 20L << 20;
        for (RunEvent event : green()) {
            if (event instanceof RunEvent.PartFinished part) {
                kept += 30 << 20;
                events.add(new RunEvent.HeapKept(event.at(), part.part(), kept, 512L << 20));
            }
            events.add(event);
        }
        return events;
    }

    /** A run that found nothing to run. */
    public static List<RunEvent> empty() {
        return List.of(
                new RunEvent.RunStarted(
                        0,
                        "20261120-141503-7f3a",
                        1_795_184_103_000L,
                        ".",
                        "assay test",
                        "history",
                        2,
                        "17.0.15",
                        List.of("shop")),
                new RunEvent.RunPlanned(20 * MILLIS, 0, 0, 0, 18 * MILLIS),
                new RunEvent.RunFinished(30 * MILLIS, 30 * MILLIS, 0, 0, RunEvent.RunFinished.End.COMPLETE, ""));
    }

    /** The first part of {@link #large()}: its end was never written. */
    public static List<RunEvent> killed() {
        List<RunEvent> all = large();
        return all.subList(0, all.size() / 3);
    }

    /** A run that its user stopped: a class was cut off and another never begun. */
    public static List<RunEvent> interrupted() {
        SampleRun run = new SampleRun();
        run.start(".", List.of("shop"));
        run.queue.add(new Piece("org.shop.CartTest", "", 6, 40 * MILLIS, 0.9));
        run.work();
        Worker worker = run.workers.get(0);
        worker.take(new Piece("org.shop.CheckoutTest", "", 1, 40 * MILLIS, 0.9));
        run.discovered++;
        worker.outcome(
                worker.ref(new Piece("org.shop.CheckoutTest", "", 1, 0, 1), 0),
                Outcome.NOT_RUN,
                0,
                null,
                "interrupted");
        worker.endPart();
        run.emit(new RunEvent.ClassNotRun(worker.clock, "shop", "org.shop.PriceTest", "interrupted"));
        run.finish(RunEvent.RunFinished.End.INTERRUPTED, "stopped by the user");
        return run.events;
    }

    /** Names, messages and output that break what does not escape them. */
    public static List<RunEvent> hostile() {
        SampleRun run = new SampleRun();
        run.start("</title><script>alert(1)</script>", List.of("<b>suite</b>"));
        run.workers.get(0).take(new Piece("a.b.Evil$Test", "", 0, 0, 1));
        String nasty =
                "</script><script>alert(1)</script><!-- \u0000\u0001\u001b[31m \ud83d \u202e]]> &amp; \"'` \\u0041";
        for (Outcome outcome : Outcome.values()) {
            TestRef test = new TestRef(
                    "<b>suite</b>",
                    "a.b.Evil$Test",
                    "a.b.Evil$Test",
                    "[x]/" + nasty + outcome,
                    nasty,
                    nasty,
                    List.of(nasty));
            run.emit(new RunEvent.TestStarted(run.workers.get(0).clock, 1, test));
            run.emit(new RunEvent.Output(
                    run.workers.get(0).clock,
                    1,
                    test.uniqueId(),
                    RunEvent.Output.Channel.OUT,
                    (nasty + "\n\u00ff").getBytes(StandardCharsets.ISO_8859_1)));
            run.emit(new RunEvent.TestFinished(
                    run.workers.get(0).clock += MILLIS,
                    1,
                    test,
                    outcome,
                    MILLIS,
                    1,
                    true,
                    outcome == Outcome.FAILED
                            ? new Failure("a.E", nasty, "a.E: " + nasty + "\n\tat a.B.c(B.java:1)")
                            : null,
                    nasty));
            run.discovered++;
        }
        run.workers.get(0).endPart();
        run.emit(new RunEvent.Notice(run.workers.get(0).clock, RunEvent.Notice.Level.WARNING, nasty));
        run.finish(RunEvent.RunFinished.End.COMPLETE);
        return run.events;
    }

    /** A run of the given size in classes of a hundred tests, all passed but every 10,000th. */
    public static void stream(int tests, RunListener listener) {
        listener.on(new RunEvent.RunStarted(
                0,
                "20261120-141503-7f3a",
                1_795_184_103_000L,
                "synthetic",
                "assay test synthetic",
                "history",
                2,
                "17.0.15",
                List.of("synthetic")));
        listener.on(new RunEvent.RunPlanned(MILLIS, tests / 100, 0, 0, MILLIS));
        listener.on(new RunEvent.WorkerStarted(300 * MILLIS, 1, 4711, "synthetic", "core"));
        long at = 300 * MILLIS;
        for (int i = 0; i < tests; i++) {
            String className = "org.synthetic.p%03d.Generated%05dTest".formatted(i / 10_000, i / 100);
            if (i % 100 == 0) {
                listener.on(new RunEvent.PartStarted(at, i / 100, 1, "synthetic", className, ""));
            }
            String name = "computes_case_" + i % 100;
            TestRef test = new TestRef(
                    "synthetic",
                    className,
                    className,
                    "[engine:junit-jupiter]/[class:" + className + "]/[method:" + name + "()]",
                    name,
                    name + "()",
                    List.of());
            long wall = (i * 7919L % 1_000) * 1_000;
            listener.on(new RunEvent.TestStarted(at, i / 100, test));
            at += wall;
            boolean fails = i % 10_000 == 9_999;
            listener.on(new RunEvent.TestFinished(
                    at,
                    i / 100,
                    test,
                    fails ? Outcome.FAILED : Outcome.PASSED,
                    wall,
                    1,
                    true,
                    fails ? assertion(className, name, 20, "expected: <1> but was: <" + i + ">") : null,
                    ""));
            if (i % 100 == 99) {
                listener.on(new RunEvent.PartFinished(
                        at, i / 100, 1, "synthetic", className, 60 * MILLIS, 50 * MILLIS, 100, List.of()));
                listener.on(new RunEvent.ClassFinished(at, "synthetic", className, 60 * MILLIS, 50 * MILLIS));
            }
        }
        listener.on(new RunEvent.RunFinished(at, at, at, tests, RunEvent.RunFinished.End.COMPLETE, ""));
    }

    /** Writes events as a journal. */
    public static Path write(List<RunEvent> events, Path journal) {
        try (Journal file = Journal.create(journal)) {
            events.forEach(file::on);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return journal;
    }

    private void start(String target, List<String> suites) {
        emit(new RunEvent.RunStarted(
                0,
                "20261120-141503-7f3a",
                1_795_184_103_000L,
                target,
                "assay test " + target,
                "history",
                2,
                "17.0.15",
                suites));
        emit(new RunEvent.RunPlanned(410 * MILLIS, 262, 57_446, 55 * SECONDS, 180 * MILLIS));
        addWorker(900 * MILLIS, "core", suites.get(0));
        addWorker(960 * MILLIS, "core", suites.get(0));
    }

    private void planLang3() {
        emit(new RunEvent.Notice(
                415 * MILLIS,
                RunEvent.Notice.Level.INFO,
                "Jupiter's own parallelism is switched off in workers: Assay runs classes in parallel itself."));
        emit(
                new RunEvent.Notice(
                        420 * MILLIS,
                        RunEvent.Notice.Level.WARNING,
                        "org.apache.commons.lang3.stream.StreamsBenchmark looks like a test class, but no engine found a test in it."));
        String root = "org.apache.commons.lang3.";
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(root + "concurrent.locks.LockingVisitorsTest", "", 28, 23 * SECONDS, 0.02));
        pieces.add(new Piece(root + "time.FastDateParserTest", "part 1", 14_586, 15 * SECONDS, 0.97));
        pieces.add(new Piece(root + "time.FastDateParserTest", "part 2", 14_586, 15 * SECONDS, 0.97));
        pieces.add(new Piece(root + "time.FastDateParserTest", "rest", 14_585, 14 * SECONDS, 0.97));
        pieces.add(new Piece(root + "time.FastDateParser_TimeZoneStrategyTest", "part 1", 1_900, 13 * SECONDS, 0.96));
        pieces.add(new Piece(root + "time.FastDateParser_TimeZoneStrategyTest", "rest", 1_902, 12 * SECONDS, 0.96));
        pieces.add(new Piece(root + "text.ExtendedMessageFormatTest", "", 210, 9 * SECONDS, 0.95));
        pieces.add(new Piece(root + "time.DurationFormatUtilsTest", "", 46, 6 * SECONDS, 0.95));
        int left = 57_446 - 5 - pieces.stream().mapToInt(piece -> piece.tests).sum();
        List<String> names = classNames(root);
        for (int i = 0; i < names.size(); i++) {
            int tests = i == names.size() - 1 ? left : Math.min(left, 1 + (int) Math.abs(random.nextGaussian() * 28));
            left -= tests;
            long wall = (long) (Math.exp(random.nextGaussian() * 1.3) * 45 * MILLIS);
            pieces.add(new Piece(names.get(i), "", tests, wall, 0.4 + random.nextDouble() * 0.6));
        }
        pieces.sort(Comparator.comparingLong((Piece piece) -> piece.wall).reversed());
        queue.addAll(pieces);
    }

    private List<String> classNames(String root) {
        List<String> names = new ArrayList<>();
        List<String> packages = List.of(
                "",
                "builder.",
                "concurrent.",
                "event.",
                "exception.",
                "function.",
                "math.",
                "mutable.",
                "reflect.",
                "stream.",
                "text.",
                "text.translate.",
                "time.",
                "tuple.",
                "util.");
        List<String> stems = List.of(
                "Array",
                "Boolean",
                "Char",
                "Class",
                "Enum",
                "Locale",
                "Number",
                "Object",
                "Range",
                "String",
                "System",
                "Thread",
                "Validate",
                "Bit",
                "Hash",
                "Stream",
                "Failable");
        for (String pack : packages) {
            for (String stem : stems) {
                names.add(root
                        + pack
                        + stem
                        + (names.size() % 3 == 0 ? "UtilsTest" : names.size() % 3 == 1 ? "Test" : "BuilderTest"));
            }
        }
        return names;
    }

    private void work() {
        long load = 0;
        while (true) {
            Worker next = workers.stream()
                    .filter(worker -> worker.alive && (worker.piece != null || !queue.isEmpty()))
                    .min(Comparator.comparingLong(worker -> worker.clock))
                    .orElse(null);
            if (next == null) {
                break;
            }
            for (; load < next.clock; load += 250 * MILLIS) {
                double busy = load < 900 * MILLIS ? 0.3 : 0.8 + 0.19 * Math.sin(load / 3e9) * random.nextDouble();
                emit(new RunEvent.Load(load, Math.min(1, busy), workers.size(), queue.size()));
            }
            next.step();
            if (workers.size() == 2 && next.clock > 2600 * MILLIS && queue.size() > 50) {
                addWorker(next.clock, "waiting classes", next.suite);
            }
        }
        retryFlaky();
    }

    private void retryFlaky() {
        if (flaky.isEmpty()) {
            return;
        }
        long at = workers.stream().mapToLong(worker -> worker.clock).max().orElseThrow();
        Worker fresh = addWorker(at + 420 * MILLIS, "retry", SUITE);
        for (TestRef test : flaky) {
            fresh.take(new Piece(test.className(), "retry 1", 0, 0, 1));
            emit(new RunEvent.TestStarted(fresh.clock, fresh.part, test));
            fresh.clock += 35 * MILLIS;
            emit(new RunEvent.TestFinished(
                    fresh.clock, fresh.part, test, Outcome.PASSED, 35 * MILLIS, 2, true, null, ""));
            fresh.endPart();
        }
    }

    private void finish(RunEvent.RunFinished.End end) {
        finish(end, "");
    }

    private void finish(RunEvent.RunFinished.End end, String reason) {
        long at = workers.stream().mapToLong(worker -> worker.clock).max().orElseThrow() + 15 * MILLIS;
        for (Worker worker : workers) {
            if (worker.alive) {
                emit(new RunEvent.WorkerEnded(at, worker.number, true, 0, "", ""));
            }
        }
        emit(new RunEvent.RunFinished(at, at, cpu, discovered, end, reason));
        events.sort(Comparator.comparingLong(RunEvent::at));
        finishClasses();
    }

    /** A class is finished when the last of its parts is, retries included. */
    private void finishClasses() {
        Set<String> finished = new HashSet<>();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof RunEvent.PartFinished part && finished.add(part.className())) {
                events.add(
                        i + 1,
                        new RunEvent.ClassFinished(
                                part.at(), part.suite(), part.className(), part.wallNanos(), part.cpuNanos()));
            }
        }
    }

    private Worker addWorker(long at, String reason, String suite) {
        Worker worker = new Worker(workers.size() + 1, at, suite);
        workers.add(worker);
        emit(new RunEvent.WorkerStarted(at, worker.number, 4700 + worker.number, suite, reason));
        return worker;
    }

    private void emit(RunEvent event) {
        events.add(event);
    }

    private static Failure assertion(String className, String method, int line, String message) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return new Failure("org.opentest4j.AssertionFailedError", message, """
                org.opentest4j.AssertionFailedError: %s
                \tat org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:158)
                \tat org.junit.jupiter.api.AssertEquals.assertEquals(AssertEquals.java:182)
                \tat org.junit.jupiter.api.Assertions.assertEquals(Assertions.java:531)
                \tat %s.%s(%s.java:%d)
                \tat java.base/java.lang.reflect.Method.invoke(Method.java:568)
                \tat java.base/java.util.ArrayList.forEach(ArrayList.java:1511)
                """.formatted(
                        message, className, method, simple, line));
    }

    private static Failure broken(String className, String method, int line) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return new Failure("java.lang.IllegalStateException", "cannot read the zone table", """
                java.lang.IllegalStateException: cannot read the zone table
                \tat org.apache.commons.lang3.time.ZoneTable.load(ZoneTable.java:88)
                \tat org.apache.commons.lang3.time.FastTimeZone.getTimeZone(FastTimeZone.java:71)
                \tat %s.%s(%s.java:%d)
                \tat java.base/java.lang.reflect.Method.invoke(Method.java:568)
                Caused by: java.nio.file.NoSuchFileException: src/test/resources/zones.tab
                \tat java.base/sun.nio.fs.UnixException.translateToIOException(UnixException.java:92)
                \tat java.base/java.nio.file.Files.newByteChannel(Files.java:380)
                \tat org.apache.commons.lang3.time.ZoneTable.read(ZoneTable.java:104)
                \tat org.apache.commons.lang3.time.ZoneTable.load(ZoneTable.java:85)
                \t... 74 more
                """.formatted(
                        className, method, simple, line));
    }

    /** A class, or a part of one, that waits in the queue. */
    private record Piece(String className, String label, int tests, long wall, double cpuShare) {}

    /** A worker JVM: does one event's worth of its class at each step. */
    private final class Worker {
        private final int number;
        private final String suite;
        private long clock;
        private boolean alive = true;
        private @Nullable Piece piece;
        private int part;
        private int test;
        private long begun;

        Worker(int number, long clock, String suite) {
            this.number = number;
            this.clock = clock;
            this.suite = suite;
        }

        void step() {
            if (piece == null) {
                take(queue.remove());
            } else if (test >= piece.tests) {
                endPart();
            } else {
                runTest(piece);
            }
        }

        void take(Piece taken) {
            piece = taken;
            part = ++parts;
            test = 0;
            clock += 4 * MILLIS;
            begun = clock;
            emit(new RunEvent.PartStarted(clock, part, number, suite, taken.className, taken.label));
            clock += taken.wall / 12;
        }

        void endPart() {
            Piece ended = Objects.requireNonNull(piece);
            clock += MILLIS;
            long used = (long) ((clock - begun) * ended.cpuShare * 0.8);
            cpu += used;
            emit(new RunEvent.PartFinished(
                    clock, part, number, suite, ended.className, clock - begun, used, ended.tests, leftovers(ended)));
            piece = null;
        }

        private List<Leftover> leftovers(Piece ended) {
            if (ended.className.endsWith("LocaleUtilsTest")) {
                return List.of(new Leftover(Leftover.Kind.LOCALE, "default", "en_US -> fr_FR"));
            } else if (ended.className.endsWith("concurrent.ThreadTest")) {
                return List.of(
                        new Leftover(
                                Leftover.Kind.THREAD, "pool-3-thread-1", "at java.lang.Thread.sleep(Native Method)"),
                        new Leftover(Leftover.Kind.SYSTEM_PROPERTY, "user.zone", "set to Europe/Lisbon"));
            }
            return List.of();
        }

        private void runTest(Piece running) {
            int number = test++;
            TestRef ref = ref(running, number);
            long each = running.wall * 10 / 12 / running.tests;
            long wall = (long) (each * (0.3 + random.nextDouble() * 1.4));
            emit(new RunEvent.TestStarted(clock, part, ref));
            discovered++;
            clock += wall;
            if (number % 50 == 3) {
                emit(new RunEvent.Output(
                        clock,
                        part,
                        ref.uniqueId(),
                        RunEvent.Output.Channel.OUT,
                        ("parsing with locale " + number + "\n").getBytes(StandardCharsets.UTF_8)));
            }
            finishTest(running, number, ref, wall);
        }

        private void finishTest(Piece running, int number, TestRef ref, long wall) {
            String simple = running.className.substring(running.className.lastIndexOf('.') + 1);
            if (ref.className().endsWith("time.FastDateParserTest")
                    && running.label.equals("part 2")
                    && number >= 400
                    && number < 406) {
                output(ref, "zone " + number + " was asked for before the table was loaded\n".repeat(3));
                outcome(ref, Outcome.FAILED, wall, broken(ref.className(), "parses", 217), "");
            } else if (simple.equals("StringUtilsTest") && number == 2) {
                output(ref, ("a line of output that goes on for quite a while, number " + number + "\n").repeat(400));
                outcome(
                        ref,
                        Outcome.FAILED,
                        wall,
                        assertion(ref.className(), ref.name(), 402, "expected: <abc> but was: <abd>"),
                        "");
            } else if (simple.equals("NumberTest") && number == 1) {
                outcome(
                        ref,
                        Outcome.FAILED,
                        wall,
                        assertion(ref.className(), ref.name(), 77, "expected: <0.1> but was: <0.10000001>"),
                        "");
            } else if (simple.equals("ThreadTest") && number == 4) {
                flaky.add(ref);
                emit(new RunEvent.TestFinished(
                        clock,
                        part,
                        ref,
                        Outcome.FAILED,
                        wall,
                        1,
                        false,
                        assertion(ref.className(), ref.name(), 31, "expected: <true> but was: <false>"),
                        ""));
            } else if (simple.startsWith("System") && number == 1) {
                outcome(ref, Outcome.SKIPPED, 0, null, "Disabled on operating system: Linux");
            } else if (simple.startsWith("Locale") && number == 0) {
                outcome(
                        ref,
                        Outcome.ABORTED,
                        wall,
                        new Failure(
                                "org.opentest4j.TestAbortedException", "Assumption failed: the JDK has CLDR data", ""),
                        "");
            } else if (!died && simple.startsWith("Bit") && number == 5) {
                die(ref);
            } else if (ref.className().endsWith("math.RangeBuilderTest") && number == 0) {
                outcome(ref, Outcome.PASSED, wall, null, "");
                failContainer(running);
            } else {
                outcome(ref, Outcome.PASSED, wall, null, "");
            }
        }

        private void failContainer(Piece running) {
            TestRef container = new TestRef(
                    SUITE,
                    running.className,
                    running.className + "$Bounds",
                    "[class:" + running.className + "]/[nested-class:Bounds]",
                    "Bounds",
                    "Bounds",
                    List.of());
            emit(new RunEvent.ContainerFailed(
                    clock, part, container, broken(running.className, "beforeAll", 19), true));
            for (int i = 0; i < 5 && discovered < 57_446; i++) {
                TestRef never = new TestRef(
                        SUITE,
                        running.className,
                        container.className(),
                        container.uniqueId() + "/[method:inside" + i + "()]",
                        "inside" + i,
                        "inside" + i + "()",
                        List.of());
                discovered++;
                outcome(never, Outcome.NOT_RUN, 0, null, "its container failed: Bounds");
            }
        }

        private void die(TestRef ref) {
            died = true;
            alive = false;
            Piece rest = Objects.requireNonNull(piece);
            emit(
                    new RunEvent.WorkerEnded(
                            clock,
                            number,
                            false,
                            137,
                            "the process was killed by signal 9 (SIGKILL), for example for want of memory",
                            "OpenJDK 64-Bit Server VM warning: INFO: os::commit_memory(0x00000000e0000000, 268435456, 0) failed"));
            outcome(ref, Outcome.LOST, 0, null, "its worker died: killed by signal 9 (SIGKILL)");
            emit(new RunEvent.PartFinished(
                    clock, part, number, suite, rest.className, clock - begun, clock - begun, test, List.of()));
            if (rest.tests > test) {
                queue.addFirst(new Piece(rest.className, "rest", rest.tests - test, rest.wall / 2, rest.cpuShare));
            }
            piece = null;
            addWorker(clock + 450 * MILLIS, "replaces " + number, suite);
        }

        private void output(TestRef ref, String text) {
            emit(new RunEvent.Output(
                    clock, part, ref.uniqueId(), RunEvent.Output.Channel.ERR, text.getBytes(StandardCharsets.UTF_8)));
        }

        private void outcome(TestRef ref, Outcome outcome, long wall, @Nullable Failure failure, String reason) {
            emit(new RunEvent.TestFinished(clock, part, ref, outcome, wall, 1, true, failure, reason));
        }

        private TestRef ref(Piece running, int number) {
            boolean invocation = running.tests > 1_000;
            int shown = running.label.startsWith("part 1")
                    ? number
                    : running.label.startsWith("part 2")
                            ? 14_586 + number
                            : running.label.isEmpty() ? number : 29_172 + number;
            String method =
                    invocation ? "parses" : METHODS.get(shown % METHODS.size()) + (shown < METHODS.size() ? "" : shown);
            String id = "[engine:junit-jupiter]/[class:" + running.className + "]/";
            return invocation
                    ? new TestRef(
                            suite,
                            running.className,
                            running.className,
                            id + "[test-template:" + method + "(Locale, TimeZone)]/[test-template-invocation:#" + shown
                                    + "]",
                            method + "(Locale, TimeZone)[" + shown + "]",
                            "[" + shown + "] locale = " + LOCALES.get(shown % LOCALES.size()) + ", zone = GMT+"
                                    + shown % 12,
                            List.of())
                    : new TestRef(
                            suite,
                            running.className,
                            running.className,
                            id + "[method:" + method + "()]",
                            method,
                            method + "()",
                            List.of("fast"));
        }
    }

    private static final List<String> METHODS = List.of(
            "adds",
            "rejects_null",
            "joins_with_a_separator",
            "testEquals",
            "testHashCode",
            "keeps_order",
            "is_serializable",
            "toString_names_all_fields",
            "copies_defensively",
            "compares_by_natural_order",
            "handles_empty_input",
            "splits_on_white_space",
            "rounds_half_even");

    private static final List<String> LOCALES = List.of(
            "en_US",
            "fr_FR",
            "de_CH",
            "ja_JP_JP",
            "th_TH_TH",
            "pt_BR",
            "zh_Hans_CN",
            "ar_EG",
            "hi_IN",
            "sr_Latn_RS",
            "nn_NO");
}
