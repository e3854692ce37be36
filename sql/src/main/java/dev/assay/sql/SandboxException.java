package dev.assay.sql;

import dev.assay.core.Diagnosis;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Diagnosis} where JDBC's callers expect an {@link SQLException}, so that frameworks clean up as they would for
 * any other.
 *
 * @since 0.1
 */
public final class SandboxException extends SQLException {
    /** What {@link #getSQLState()} returns, unless a database's own error led to it: no database knows it. */
    public static final String STATE = "ASSAY";

    private static final long serialVersionUID = 1;

    private final transient Diagnosis diagnosis;

    /** Takes what is wrong. */
    public SandboxException(Diagnosis diagnosis) {
        this(diagnosis, null);
    }

    /** Takes what is wrong, and the failure that led to it, whose state it has. */
    public SandboxException(Diagnosis diagnosis, @Nullable Throwable cause) {
        super(diagnosis.render(), cause instanceof SQLException sql ? sql.getSQLState() : STATE, cause);
        this.diagnosis = diagnosis;
    }

    /** Returns what is wrong. */
    public Diagnosis diagnosis() {
        return diagnosis;
    }
}
