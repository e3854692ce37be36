package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Diagnosis;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void scripts_rely_on_these_numbers() {
        assertThat(Arrays.stream(ExitCode.values()).map(code -> code.code() + " " + code))
                .containsExactly("0 PASSED", "1 FAILED", "2 USAGE", "3 NOTHING", "4 BROKEN", "130 INTERRUPTED");
    }

    @Test
    void help_says_the_same_numbers() {
        for (ExitCode code : ExitCode.values()) {
            assertThat(Help.TEST).containsPattern("Exit codes: .*\\b" + code.code() + " ");
        }
    }

    @Test
    void an_error_of_the_command_line_is_wrong_usage_and_any_other_breaks_the_run() {
        assertThat(ExitCode.of(Diagnosis.of("ASSAY-CLI-002", "x"))).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(Diagnosis.of("ASSAY-RUN-001", "x"))).isEqualTo(ExitCode.BROKEN);
    }
}
