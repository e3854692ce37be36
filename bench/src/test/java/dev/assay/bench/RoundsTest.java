package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bench.measure.Job;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {
    @TempDir
    Path folder;

    private final List<String> order = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Rounds rounds = new Rounds(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void contenders_run_in_turn() throws Exception {
        List<Line> lines = rounds.run(2, List.of(new Fake("A", 9), new Fake("B", 9)));

        assertThat(order).containsExactly("A1", "B1", "A2", "B2");
        assertThat(lines).extracting(Line::contender).containsExactly("A", "B");
        assertThat(lines).allMatch(line -> line.runs().size() == 2);
    }

    @Test
    void a_contender_that_breaks_is_named_and_the_others_go_on() throws Exception {
        List<Line> lines = rounds.run(3, List.of(new Fake("A", 2), new Fake("B", 9), new Fake("C", 1)));

        assertThat(order).containsExactly("A1", "B1", "C1", "A2", "B2", "B3");
        assertThat(lines).extracting(line -> line.runs().size()).containsExactly(1, 3);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("ASSAY-BENCH-002: a contender ended without a result.")
                .contains("A, round 2")
                .contains("C, round 1")
                .contains("no summary");
    }

    /** Runs something short, and says nothing from the given round on. */
    private final class Fake implements Contender {
        private final String name;
        private final int breaksAt;

        Fake(String name, int breaksAt) {
            this.name = name;
            this.breaksAt = breaksAt;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Job job(int round) {
            order.add(name + round);
            return Job.of(List.of(Setting.java(), "--version"), folder, folder.resolve(name + ".log"));
        }

        @Override
        public Result read(int round) {
            if (round >= breaksAt) {
                throw new IllegalArgumentException("no summary");
            }
            return Result.of(new Counts(1, 0, 0));
        }
    }
}
