package dev.assay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CountsTest {
    @Test
    void surefires_last_summary_counts_and_not_that_of_a_class() {
        String log = """
                [INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.1 s -- in a.ATest
                [ERROR] Tests run: 57446, Failures: 2, Errors: 1, Skipped: 14
                [INFO] BUILD SUCCESS
                """;

        assertThat(Counts.ofSurefireLog(log)).isEqualTo(new Counts(57446, 3, 14));
    }

    @Test
    void a_log_without_a_summary_of_surefires_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Counts.ofSurefireLog("[ERROR] BUILD FAILURE"));
    }

    @Test
    void the_console_launchers_aborted_tests_count_as_skipped() {
        String log = """
                [       229 containers found      ]
                [         0 containers failed     ]
                [     57446 tests found           ]
                [        10 tests skipped         ]
                [     57435 tests started         ]
                [         4 tests aborted         ]
                [     57424 tests successful      ]
                [         8 tests failed          ]
                """;

        assertThat(Counts.ofConsoleLog(log)).isEqualTo(new Counts(57446, 8, 14));
    }

    @Test
    void a_log_without_a_summary_of_the_console_launcher_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Counts.ofConsoleLog("Unknown option"));
    }

    @Test
    void the_bare_launchers_counts_of_two_jvms_add_up() {
        Counts one = Counts.ofBareLog("WARNING: something\ntests=500 failed=1 skipped=2\n");
        Counts other = Counts.ofBareLog("tests=400 failed=0 skipped=3\n");

        assertThat(one.plus(other)).isEqualTo(new Counts(900, 1, 5));
    }

    @Test
    void a_log_without_the_bare_launchers_line_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Counts.ofBareLog("Exception in thread main"));
    }
}
