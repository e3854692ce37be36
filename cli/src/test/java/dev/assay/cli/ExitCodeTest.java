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
    void an_error_ends_as_its_code_says() {
        assertThat(ExitCode.of(Diagnosis.of("ASSAY-CLI-002", "x"))).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(Diagnosis.of("ASSAY-MVN-002", "x"))).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(Diagnosis.of("ASSAY-RUN-003", "x"))).isEqualTo(ExitCode.NOTHING);
        assertThat(ExitCode.of(Diagnosis.of("ASSAY-MVN-018", "x"))).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(ExitCode.of(Diagnosis.of("ASSAY-RUN-004", "x"))).isEqualTo(ExitCode.BROKEN);
        assertThat(ExitCode.of(Diagnosis.of("ASSAY-CLI-099", "x"))).isEqualTo(ExitCode.BROKEN);
    }
}
