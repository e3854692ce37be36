package dev.assay.core;

import java.util.Objects;

/**
 * Carries a {@link Diagnosis} to whoever shows it to the user; its message is the rendered diagnosis.
 *
 * @since 0.1
 */
public final class DiagnosisException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Diagnosis diagnosis;

    /** Carries a diagnosis that has no further cause. */
    public DiagnosisException(Diagnosis diagnosis) {
        super(diagnosis.render());
        this.diagnosis = Objects.requireNonNull(diagnosis, "diagnosis");
    }

    /** Carries a diagnosis and the failure that led to it. */
    public DiagnosisException(Diagnosis diagnosis, Throwable cause) {
        super(diagnosis.render(), cause);
        this.diagnosis = Objects.requireNonNull(diagnosis, "diagnosis");
    }

    /** Returns what went wrong and how to mend it. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }
}
