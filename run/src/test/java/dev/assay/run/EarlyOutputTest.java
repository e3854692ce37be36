package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.RunEvent.Output;
import dev.assay.event.RunEvent.Output.Channel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EarlyOutputTest {
    private final EarlyOutput early = new EarlyOutput();
    private final List<Output> told = new ArrayList<>();

    @BeforeEach
    void two_chunks() {
        early.hold(new Output(100, 1, null, Channel.PROCESS, new byte[] {1}));
        early.hold(new Output(200, 1, null, Channel.PROCESS, new byte[] {2}));
    }

    @Test
    void belongs_to_the_test_that_had_begun_when_it_came() {
        early.settle("[test:a]", 150, 300, told::add);
        assertThat(told).extracting(Output::testId).containsExactly(null, "[test:a]");
        assertThat(told).extracting(output -> (int) output.bytes()[0]).containsExactly(1, 2);
    }

    @Test
    void of_two_tests_that_are_told_of_together_belongs_to_the_one_that_ran_when_it_came() {
        early.settle("[test:a]", 50, 150, told::add);
        early.settle("[test:skipped_in_between]", 150, 150, told::add);
        early.settle("[test:b]", 160, 300, told::add);
        assertThat(told).extracting(Output::testId).containsExactly("[test:a]", "[test:b]");
    }

    @Test
    void is_handed_on_once() {
        early.settle("[test:a]", 0, 300, told::add);
        early.drain(told::add);
        assertThat(told).hasSize(2);
    }

    @Test
    void is_nobodys_when_no_test_is_told_of_for_long() {
        early.expire(100_000_150, told::add);
        assertThat(told).extracting(Output::at).containsExactly(100L);
        early.drain(told::add);
        assertThat(told).extracting(Output::testId).containsExactly(null, null);
    }
}
