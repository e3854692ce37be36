package dev.assay.history;

import static dev.assay.event.Outcome.FAILED;
import static dev.assay.event.Outcome.PASSED;
import static dev.assay.history.FakeRun.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.event.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    private static final String CART = "shop.CartTest";

    @TempDir
    Path folder;

    private final List<Diagnosis> warnings = new ArrayList<>();

    @AfterEach
    void nothingWasWarnedOf() {
        assertThat(warnings).isEmpty();
    }

    @Test
    void runs_of_both_are_joined_in_the_order_of_time() {
        record("ours", "r1", 1000, PASSED);
        record("ours", "r3", 3000, PASSED);
        record("theirs", "r2", 2000, FAILED);
        record("theirs", "r4", 4000, FAILED);

        assertThat(merge()).isEqualTo(2);

        assertThat(only().recent()).extracting(TestHistory.PastOutcome::runId).containsExactly("r1", "r2", "r3", "r4");
        assertThat(only().flips()).isEqualTo(3);
        assertThat(only().failed()).isEqualTo(2);
        try (History history = open("ours")) {
            assertThat(history.trend(9)).extracting(PastRun::id).containsExactly("r1", "r2", "r3", "r4");
            assertThat(history.lastFailed()).containsExactly(new LastFailure(FakeRun.SUITE, CART, id(CART, "adds")));
        }
    }

    @Test
    void merging_twice_changes_nothing() throws IOException {
        record("ours", "r1", 1000, PASSED);
        record("theirs", "r2", 2000, FAILED);
        merge();
        TestHistory once = only();

        assertThat(merge()).isZero();

        assertThat(only()).isEqualTo(once);
    }

    @Test
    void a_common_past_is_counted_once() throws IOException {
        record("ours", "r1", 1000, PASSED);
        Files.copy(folder.resolve("ours.db"), folder.resolve("theirs.db"));
        record("ours", "r2", 2000, PASSED);
        record("theirs", "r3", 3000, PASSED);

        assertThat(merge()).isEqualTo(1);

        assertThat(only().passed()).isEqualTo(3);
    }

    @Test
    void a_past_that_is_only_counted_comes_with_a_class_that_is_new_here() {
        for (int i = 0; i < 120; i++) {
            record("theirs", "r" + i, 1000 + i, PASSED);
        }

        assertThat(merge()).isEqualTo(120);

        assertThat(only().passed()).isEqualTo(120);
        assertThat(only().recent()).hasSize(100);
        assertThat(merge()).isZero();
        assertThat(only().passed()).isEqualTo(120);
    }

    @Test
    void tests_that_only_they_know_come_with_their_cost() {
        record("ours", "r1", 1000, PASSED);
        try (History theirs = open("theirs")) {
            FakeRun.start(theirs.recorder(""), "r2", 2000)
                    .part(CART)
                    .test(CART, "removes", PASSED, 700)
                    .classFinished(CART, 800, 800)
                    .end();
        }

        merge();

        try (History history = open("ours")) {
            assertThat(history.slowest(1)).extracting(TestHistory::name).containsExactly("removes");
            assertThat(history.find("adds")).hasSize(1);
        }
    }

    @Test
    void a_file_that_does_not_exist_is_an_error() {
        assertThatThrownBy(this::merge).isInstanceOf(DiagnosisException.class).hasMessage("""
                ASSAY-HIST-005: there is no history to merge.
                  file     %s
                  why      a run writes one: .assay/history.db, or where --history says
                  To fix:  assay history merge FILE, naming a history that another run wrote""".formatted(
                        folder.resolve("theirs.db")));
    }

    @Test
    void a_damaged_file_is_an_error_stays_where_it_is_and_changes_nothing() throws IOException {
        record("ours", "r1", 1000, PASSED);
        Files.writeString(folder.resolve("theirs.db"), "garbage ".repeat(100));

        assertThatThrownBy(this::merge).hasMessageStartingWith("ASSAY-HIST-006");

        assertThat(folder.resolve("theirs.db")).exists();
        assertThat(only().passed()).isEqualTo(1);
    }

    private int merge() {
        try (History history = open("ours")) {
            return history.merge(folder.resolve("theirs.db"));
        }
    }

    private TestHistory only() {
        try (History history = open("ours")) {
            List<TestHistory> found = history.find(CART + "#adds");
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private void record(String name, String run, long millis, Outcome outcome) {
        try (History history = open(name)) {
            FakeRun.start(history.recorder("c1"), run, millis)
                    .part(CART)
                    .test(CART, "adds", outcome, 100)
                    .classFinished(CART, 110, 110)
                    .end();
        }
    }

    private History open(String name) {
        return History.open(folder.resolve(name + ".db"), warnings::add);
    }
}
