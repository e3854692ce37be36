package dev.assay.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiagnosisTest {
    @Test
    void renders_what_where_why_and_how_to_fix_it() {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CORE-001", "a thread that owns nothing asked for a connection.")
                .with("thread", "reports-1")
                .with("owners", "A\nB")
                .because("a connection belongs to one test")
                .toFix("sandbox.allow(executor)")
                .toFix("sandbox.wrap(executor)");

        assertThat(diagnosis.render()).isEqualTo("""
                        ASSAY-CORE-001: a thread that owns nothing asked for a connection.
                          thread   reports-1
                          owners   A
                                   B
                          why      a connection belongs to one test
                          To fix:  sandbox.allow(executor)
                          or       sandbox.wrap(executor)""");
    }

    @Test
    void renders_a_value_that_is_not_there_as_null() {
        assertThat(Diagnosis.of("ASSAY-CORE-001", "it broke.")
                        .with("owner", null)
                        .render())
                .isEqualTo("""
                        ASSAY-CORE-001: it broke.
                          owner  null""");
    }

    @Test
    void refuses_a_code_that_nobody_could_look_up() {
        assertThatThrownBy(() -> Diagnosis.of("oops", "it broke"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("code (oops) must be like ASSAY-RUN-001");
    }

    @Test
    void travels_as_an_exception_whose_message_is_the_rendering() {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CORE-001", "it broke.").toFix("mend it");
        assertThat(diagnosis.exception())
                .hasMessage(diagnosis.render())
                .extracting(DiagnosisException::diagnosis)
                .isEqualTo(diagnosis);
    }
}
