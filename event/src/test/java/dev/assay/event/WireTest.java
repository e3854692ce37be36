package dev.assay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireTest {
    private static final TestRef TEST = new TestRef(
            "core",
            "a.CalculatorTest",
            "a.CalculatorTest$Adding",
            "[engine:junit-jupiter]/[class:a.CalculatorTest]/[test-template:adds(int)]/[test-template-invocation:#3]",
            "adds(int)[3]",
            "[3] é € 𝄞",
            List.of("fast", "unit"));

    private static final List<RunEvent> EVENTS = List.of(
            new RunEvent.RunStarted(
                    0, "20261120-141503-7f3a", 1, ".", "assay test", "history", 2, "17.0.15", List.of("core")),
            new RunEvent.RunPlanned(1, 10, 0, Long.MAX_VALUE, Long.MIN_VALUE),
            new RunEvent.Notice(2, RunEvent.Notice.Level.WARNING, ""),
            new RunEvent.TestStarted(3, -1, TEST),
            new RunEvent.TestFinished(4, 1, TEST, Outcome.PASSED, 5, 2, true, null, ""),
            new RunEvent.TestFinished(
                    4, 1, TEST, Outcome.FAILED, 5, 1, false, new Failure("java.lang.Error", "", "at a.B"), ""),
            new RunEvent.Output(6, 1, null, RunEvent.Output.Channel.ERR, new byte[] {-1, 0, 1}),
            new RunEvent.PartFinished(
                    7,
                    1,
                    1,
                    "core",
                    "a.CalculatorTest",
                    8,
                    9,
                    10,
                    List.of(new Leftover(Leftover.Kind.PORT, "8080", "open"))),
            new RunEvent.Load(8, 0.97, 2, 3),
            new RunEvent.WorkerStarted(8, 1, 4_711, "core", "core"),
            new RunEvent.WorkerEnded(8, 1, false, 137, "killed by signal 9", "last words"),
            new RunEvent.PartStarted(8, 1, 1, "core", "a.CalculatorTest", "rest"),
            new RunEvent.ContainerFailed(8, 1, TEST, new Failure("java.lang.Error", "no", "at a.B"), true),
            new RunEvent.ClassFinished(8, "core", "a.CalculatorTest", 1, 2),
            new RunEvent.ClassNotRun(8, "core", "a.CalculatorTest", "interrupted"),
            new RunEvent.Replay(8, 1, "[id]", "assay test -t a.CalculatorTest#adds --jvm-args=-Dassay.seed=1"),
            new RunEvent.DatabaseUsed(
                    8,
                    1,
                    TEST,
                    new DatabaseUse("SANDBOX", 1, DatabaseUse.Effect.WRITE, 3, 4, 5, 6, 7, 2, 8, 9, 10, 11, 1, 97)),
            new RunEvent.FixtureOpened(8, 1, TEST, "search", 1_500_000),
            new RunEvent.HeapKept(8, 1, 40_000_000, 512_000_000),
            new RunEvent.ClassTrait(8, "core", "a.T", RunEvent.ClassTrait.Trait.LOCKS, List.of("shop")),
            new RunEvent.RunFinished(9, 1, 2, 3, RunEvent.RunFinished.End.COMPLETE, ""));

    private static final List<Signal> SIGNALS = List.of(
            new Signal.Hello(4_711, List.of("a remark")),
            new Signal.Happened(EVENTS.get(3)),
            new Signal.Discovered(
                    1, List.of(TEST), List.of(), List.of("[step]"), List.of(new Signal.Lock("shop", true))),
            new Signal.TemplateFinished(1, "[id]"),
            new Signal.Released(1, List.of("[step]")),
            new Signal.Exiting("System.exit was called", "at a.B"),
            new Signal.Ready(1, true),
            new Signal.Dumped("threads"),
            new Signal.Registered(1, TEST, true));

    private static final List<Command> COMMANDS = List.of(
            new Command.Welcome(1, List.of(new Command.Welcome.Property("key", "value")), true),
            new Command.Run(1, "core", "a.T", List.of("[id]"), List.of("m*"), List.of("fast"), true, 2, true),
            new Command.Proceed(1, true, List.of("[id]"), List.of()),
            new Command.Release(1, 2),
            new Command.Dump(),
            new Command.Shutdown());

    @Test
    void every_event_signal_and_command_comes_back_as_it_went() {
        comeBack(RunEvent.class, EVENTS);
        comeBack(Signal.class, SIGNALS);
        comeBack(Command.class, COMMANDS);
    }

    private static <T> void comeBack(Class<T> family, List<T> samples) {
        assertThat(samples.stream().map(Object::getClass))
                .as("a sample of each record of " + family.getSimpleName())
                .containsAll(List.of(family.getPermittedSubclasses()));
        Wire<T> wire = Wire.of(family);
        for (T sample : samples) {
            assertThat(wire.reader().read(ByteBuffer.wrap(encode(wire.writer(), sample))))
                    .usingRecursiveComparison()
                    .isEqualTo(sample);
        }
    }

    /** Whoever changes a record raises {@link Wire#VERSION}, and then this. */
    @Test
    void a_version_stands_for_one_form_of_every_event() {
        StringBuilder form = new StringBuilder();
        describe(RunEvent.class, form, new HashSet<>());
        assertThat(Wire.VERSION + " " + Integer.toHexString(form.toString().hashCode()))
                .isEqualTo("6 839a2e78");
    }

    private static void describe(Class<?> type, StringBuilder form, Set<Class<?>> seen) {
        if (type.isSealed()) {
            for (Class<?> each : type.getPermittedSubclasses()) {
                describe(each, form, seen);
            }
        } else if (type.isEnum() && seen.add(type)) {
            form.append(Arrays.toString(type.getEnumConstants()));
        } else if (type.isRecord() && seen.add(type)) {
            form.append(type.getSimpleName());
            for (RecordComponent component : type.getRecordComponents()) {
                form.append(' ').append(component.getGenericType().getTypeName());
            }
            form.append('\n');
            for (RecordComponent component : type.getRecordComponents()) {
                describe(component.getType(), form, seen);
                if (component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element) {
                    describe(element, form, seen);
                }
            }
        }
    }

    @Test
    void bytes_that_end_too_early_or_too_late_are_refused() {
        Wire<RunEvent> wire = Wire.of(RunEvent.class);
        byte[] bytes = encode(wire.writer(), EVENTS.get(4));
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            assertThatThrownBy(() -> wire.reader().read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> wire.reader().read(longer)).isInstanceOf(IllegalArgumentException.class);
    }

    private static <T> byte[] encode(Wire.Writer<T> writer, T event) {
        ByteBuffer frame = writer.frame(event);
        assertThat(frame.getInt()).isEqualTo(frame.remaining());
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    @Nested
    class ATest {
        private final Wire<RunEvent> wire = Wire.of(RunEvent.class);
        private final Wire.Writer<RunEvent> writer = wire.writer();
        private final Wire.Reader<RunEvent> reader = wire.reader();

        @Test
        void comes_back_whatever_it_shares_with_those_before_it() {
            List<TestRef> tests = new ArrayList<>();
            Random random = new Random(7);
            for (int i = 0; i < 5_000; i++) {
                String type = "a.b.C" + random.nextInt(40);
                String name =
                        "m" + random.nextInt(9) + List.of("", "é", "𝄞", "𝄢").get(random.nextInt(4));
                tests.add(new TestRef(
                        "suite" + random.nextInt(2),
                        type,
                        type + List.of("", "$Inner").get(random.nextInt(2)),
                        "[class:" + type + "]/[method:" + name + "]",
                        name,
                        List.of(name, name + "()", "shown", "").get(random.nextInt(4)),
                        List.of(List.<String>of(), List.of("t"), List.of("t", "u"))
                                .get(random.nextInt(3))));
            }
            for (int i = 0; i < 20_000; i++) {
                TestRef test = tests.get(random.nextInt(3) == 0 ? random.nextInt(tests.size()) : i / 7 % 400);
                assertThat(pass(test)).isEqualTo(test);
                if (random.nextInt(500) == 0) {
                    writer.restart();
                }
            }
        }

        @Test
        void is_the_same_object_again_soon_after() {
            TestRef first = pass(TEST);
            pass(new TestRef("core", "a.B", "a.B", "[class:a.B]", "c", "c()", List.of()));
            assertThat(pass(TEST)).isSameAs(first);
        }

        @Test
        void takes_few_bytes_beside_its_neighbour() {
            for (int i = 0; i < 3_000; i++) {
                String name = "adds" + i;
                TestRef test = new TestRef(
                        "core", "a.C", "a.C", "[class:a.C]/[method:" + name + "()]", name, name + "()", List.of("x"));
                int began = encode(writer, new RunEvent.TestStarted(1, 1, test)).length;
                int ended = encode(writer, new RunEvent.TestFinished(1, 1, test, Outcome.PASSED, 1, 1, true, null, ""))
                        .length;
                assertThat(i == 0 || began < 32).isTrue();
                assertThat(ended).isLessThan(16);
            }
        }

        @Test
        void can_be_read_without_those_before_it_after_a_restart() {
            encode(writer, new RunEvent.TestStarted(1, 1, TEST));
            writer.restart();
            assertThat(pass(TEST)).isEqualTo(TEST);
        }

        @Test
        void that_was_taken_back_is_named_anew() {
            TestRef before = pass(TEST);
            encode(
                    writer,
                    new RunEvent.TestStarted(
                            1, 1, new TestRef("core", "a.B", "a.B", "[class:a.B]", "c", "c()", List.of())));
            writer.retract();
            assertThat(pass(TEST)).isSameAs(before);
            TestRef other = new TestRef("core", "a.B", "a.B", "[class:a.B]", "d", "d()", List.of());
            encode(writer, new RunEvent.TestStarted(1, 1, other));
            writer.retract();
            assertThat(pass(other)).isEqualTo(other);
        }

        @Test
        void can_be_taken_back_however_many_came_before() {
            for (int i = 0; i < 5_000; i++) {
                TestRef test =
                        new TestRef("core", "a.C", "a.C", "[class:a.C]/[method:" + i + "()]", "t", "t()", List.of());
                encode(writer, new RunEvent.TestStarted(1, 1, test));
                writer.retract();
                assertThat(pass(test)).isEqualTo(test);
            }
        }

        @Test
        void that_was_never_named_is_refused() {
            encode(writer, new RunEvent.TestStarted(1, 1, TEST));
            byte[] again = encode(writer, new RunEvent.TestStarted(1, 1, TEST));
            assertThatThrownBy(() -> reader.read(ByteBuffer.wrap(again)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has not named");
        }

        private TestRef pass(TestRef test) {
            RunEvent event = reader.read(ByteBuffer.wrap(encode(writer, new RunEvent.TestStarted(1, 1, test))));
            return ((RunEvent.TestStarted) event).test();
        }
    }

    @Test
    void invocations_share_the_static_id_of_their_method() {
        assertThat(TEST.staticId())
                .isEqualTo("[engine:junit-jupiter]/[class:a.CalculatorTest]/[test-template:adds(int)]");
        assertThat(TEST.isDynamic()).isTrue();
    }

    @Nested
    class AJournal {
        @TempDir
        Path folder;

        @Test
        void is_read_back_in_order() throws IOException {
            assertThat(read(write())).usingRecursiveComparison().isEqualTo(EVENTS);
        }

        @Test
        void is_readable_when_the_run_was_killed_in_the_midst_of_a_frame() throws IOException {
            Path file = write();
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 3), StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(read(file)).usingRecursiveComparison().isEqualTo(EVENTS.subList(0, EVENTS.size() - 1));
        }

        @Test
        void of_another_version_is_refused() throws IOException {
            Path file = Files.writeString(folder.resolve("events.bin"), "something else");
            assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining("not a journal");
        }

        private Path write() throws IOException {
            Path file = folder.resolve("events.bin");
            try (Journal journal = Journal.create(file)) {
                EVENTS.forEach(journal::on);
            }
            return file;
        }

        private List<RunEvent> read(Path file) throws IOException {
            List<RunEvent> events = new ArrayList<>();
            Journal.read(file, events::add);
            return events;
        }
    }
}
