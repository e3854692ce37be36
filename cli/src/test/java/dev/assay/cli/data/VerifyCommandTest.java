package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.ExitCode;
import org.junit.jupiter.api.Test;

class VerifyCommandTest {
    @Test
    void rows_that_keep_their_model_are_whole() {
        Called called = Called.fixtures("verify", "dev.assay.cli.data.fixture.Shop");
        assertThat(called.out())
                .contains("scenario small, seed 1, as of 2026-01-01")
                .containsPattern("(?m)^  Customer +5$")
                .contains("Whole: all ");
        assertThat(called.code()).isZero();
    }

    @Test
    void rows_that_break_it_are_told_and_end_with_1() {
        Called called = Called.fixtures("verify", "dev.assay.cli.data.fixture.Doubtful");
        assertThat(called.out())
                .contains("Broken: ", "    Customer.email of row 1: all@example.com, ")
                .contains("and ");
        assertThat(called.code()).isEqualTo(ExitCode.FAILED.code());
    }
}
