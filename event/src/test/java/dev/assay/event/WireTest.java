package dev.assay.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
            new RunEvent.RunFinished(9, 1, 2, 3, RunEvent.RunFinished.End.COMPLETE, ""));

    @Test
    void every_event_comes_back_as_it_went() {
        Wire<RunEvent> wire = Wire.of(RunEvent.class);
        for (RunEvent event : EVENTS) {
            assertThat(wire.decode(ByteBuffer.wrap(wire.encode(event))))
                    .usingRecursiveComparison()
                    .isEqualTo(event);
        }
    }

    @Test
    void bytes_that_end_too_early_or_too_late_are_refused() {
        Wire<RunEvent> wire = Wire.of(RunEvent.class);
        byte[] bytes = wire.encode(EVENTS.get(4));
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            assertThatThrownBy(() -> wire.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        ByteBuffer longer = ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + 1));
        assertThatThrownBy(() -> wire.decode(longer)).isInstanceOf(IllegalArgumentException.class);
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
