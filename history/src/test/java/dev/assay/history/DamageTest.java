package dev.assay.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Diagnosis;
import dev.assay.event.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamageTest {
    @TempDir
    Path folder;

    private Path file;
    private final List<Diagnosis> warnings = new ArrayList<>();

    @BeforeEach
    void a_history_of_some_size() {
        file = folder.resolve("history.db");
        try (History history = History.open(file, warnings::add)) {
            RecordingProcess.record(history, "first", 200, 20);
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_file_that_is_no_database_is_moved_aside_and_the_run_is_remembered() throws IOException {
        Files.writeString(file, "garbage ".repeat(1000));

        recordAnother();

        assertMovedAside();
        assertThat(Files.readString(folder.resolve("history.db.damaged-1"))).startsWith("garbage");
        assertThat(warnings.get(0).render()).isEqualTo("""
                ASSAY-HIST-001: the history is damaged and was moved aside; a new one begins.
                  history   %s
                  moved to  %s.damaged-1
                  found     it does not begin like a database
                  why       what cannot be trusted must not plan a run; only costs, trends and flakiness are lost
                  To fix:   nothing: the next runs teach it again
                  or        assay history merge OTHER, where another copy exists; then delete history.db.damaged-1""".formatted(file, file));
    }

    @Test
    void a_file_too_short_for_a_database_is_moved_aside_and_not_taken_for_an_empty_one() throws IOException {
        Files.writeString(file, "hello");

        recordAnother();

        assertMovedAside();
        assertThat(folder.resolve("history.db.damaged-1")).hasContent("hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 4096, 5000, 100_000})
    void a_truncated_file_is_moved_aside(int length) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            assertThat(bytes.length()).isGreaterThan(length);
            bytes.setLength(length);
        }

        recordAnother();

        assertMovedAside();
    }

    @Test
    void overwritten_pages_are_noticed() throws IOException {
        overwrite(8192, new byte[40_000]);

        recordAnother();

        assertMovedAside();
    }

    @Test
    void changed_bytes_inside_values_are_noticed() throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(
                file,
                text.replace("checks_the_total_of_order_7", "Checks_the_total_of_order_7"),
                StandardCharsets.ISO_8859_1);

        recordAnother();

        assertMovedAside();
    }

    @Test
    void each_damaged_file_gets_a_name_of_its_own() throws IOException {
        Files.writeString(file, "garbage ".repeat(1000));
        recordAnother();
        Files.writeString(file, "rubbish ".repeat(1000));
        recordAnother();

        assertThat(folder.resolve("history.db.damaged-1")).exists();
        assertThat(folder.resolve("history.db.damaged-2")).exists();
    }

    @Test
    void a_stale_journal_goes_with_the_damaged_file_and_is_not_played_into_the_new_one() throws IOException {
        Files.writeString(file, "garbage ".repeat(1000));
        Files.writeString(folder.resolve("history.db-journal"), "journal of another time");

        recordAnother();

        assertMovedAside();
        assertThat(folder.resolve("history.db.damaged-1-journal")).exists();
    }

    @Test
    void damage_that_happens_between_opening_and_writing_is_mended_too() throws IOException {
        try (History history = History.open(file, warnings::add)) {
            overwrite(0, new byte[60_000]);
            RecordingProcess.record(history, "second", 1, 1);
        }

        assertMovedAside();
    }

    @Test
    void an_empty_file_is_a_new_history() throws IOException {
        Files.delete(file);
        Files.createFile(file);

        recordAnother();

        assertThat(warnings).isEmpty();
        assertThat(runs()).containsExactly("second");
    }

    @Test
    void a_newer_schema_is_left_alone() throws SQLException {
        execute(file, "PRAGMA user_version = 99");

        recordAnother();

        assertThat(warnings).extracting(Diagnosis::code).containsExactly("ASSAY-HIST-003", "ASSAY-HIST-003");
        assertThat(warnings.get(0).render()).isEqualTo("""
                ASSAY-HIST-003: a newer Assay wrote the history; this run goes on without it.
                  history      %s
                  its version  99
                  known up to  1
                  why          what is written in a form not known here could be misread, or spoilt
                  To fix:      use the newer Assay
                  or           --history FILE, to keep a history of its own""".formatted(file));
        execute(file, "PRAGMA user_version = 1");
        assertThat(runs()).containsExactly("first");
    }

    @Test
    void a_database_of_somebody_else_is_left_alone() throws SQLException, IOException {
        Path other = folder.resolve("customers.db");
        execute(other, "CREATE TABLE customer (name TEXT)");
        byte[] before = Files.readAllBytes(other);

        try (History history = History.open(other, warnings::add)) {
            RecordingProcess.record(history, "second", 1, 1);
        }

        assertThat(warnings.get(0).code()).isEqualTo("ASSAY-HIST-003");
        assertThat(Files.readAllBytes(other)).isEqualTo(before);
    }

    @Test
    void a_place_where_nothing_can_be_written_is_told_and_the_run_goes_on() throws IOException {
        Path nowhere = Files.createFile(folder.resolve("a-file")).resolve("history.db");

        try (History history = History.open(nowhere, warnings::add)) {
            RecordingProcess.record(history, "second", 1, 1);
            assertThat(history.costs().isEmpty()).isTrue();
            assertThat(history.lastFailed()).isEmpty();
            assertThat(history.trend(10)).isEmpty();
        }

        assertThat(warnings).extracting(Diagnosis::code).containsOnly("ASSAY-HIST-002");
        assertThat(warnings.get(0).render()).isEqualTo("""
                ASSAY-HIST-002: the history cannot be read or written; this run goes on without it.
                  history  %s
                  found    %s
                  why      costs, trends and flakiness are kept there; a full disk or a read-only place keeps none
                  To fix:  free some space, or make the folder writable
                  or       --history FILE, in a place that can be written""".formatted(nowhere, nowhere.getParent()));
    }

    private void recordAnother() {
        try (History history = History.open(file, warnings::add)) {
            FakeRun.start(history.recorder(""), "second", 2_000_000)
                    .part("shop.CartTest")
                    .test("shop.CartTest", "adds", Outcome.PASSED, 1)
                    .classFinished("shop.CartTest", 1, 1)
                    .end();
        }
    }

    private void assertMovedAside() {
        assertThat(warnings).extracting(Diagnosis::code).containsExactly("ASSAY-HIST-001");
        assertThat(folder.resolve("history.db.damaged-1")).exists();
        assertThat(runs()).containsExactly("second");
        assertThat(warnings).hasSize(1);
    }

    private List<String> runs() {
        try (History history = History.open(file, warnings::add)) {
            return history.trend(10).stream().map(PastRun::id).toList();
        }
    }

    private void overwrite(int at, byte[] bytes) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.seek(at);
            out.write(bytes);
        }
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
