package dev.assay.sql;

import java.sql.Connection;
import java.time.Duration;

/**
 * How a sandbox is set up.
 *
 * @param name what errors call the database
 * @param isolation the isolation level of each owner's transaction, as {@link Connection} numbers them; {@link
 *     Connection#TRANSACTION_NONE} leaves the database's own
 * @param waiting how long a thread waits for its owner's connection while another of the owner's threads uses it
 * @param lockTimeout how long a statement waits for rows that another test has locked; zero for ever
 * @param unclosed what becomes of connections that a test took and never closed
 * @since 0.1
 */
public record SandboxConfig(String name, int isolation, Duration waiting, Duration lockTimeout, Unclosed unclosed) {
    /** What holds unless something else is said: 5 s for the own connection, 5 s for others' locks. */
    public static final SandboxConfig USUAL = new SandboxConfig(
            "database", Connection.TRANSACTION_NONE, Duration.ofSeconds(5), Duration.ofSeconds(5), Unclosed.REPORT);

    /** What becomes of connections that a test took and never closed. They are given back in any case. */
    public enum Unclosed {
        /** Closing the owner fails with ASSAY-SQL-013. */
        REFUSE,
        /** ASSAY-SQL-013 is told to whom the sandbox reports. */
        REPORT,
        /** They are counted and no more. */
        IGNORE
    }

    /** Checks that times are not negative. */
    public SandboxConfig {
        if (waiting.isNegative() || lockTimeout.isNegative()) {
            throw new IllegalArgumentException("times (" + waiting + ", " + lockTimeout + ") must not be negative");
        }
    }

    /** Returns the same with another name. */
    public SandboxConfig named(String other) {
        return new SandboxConfig(other, isolation, waiting, lockTimeout, unclosed);
    }

    /** Returns the same with another isolation level. */
    public SandboxConfig isolated(int level) {
        return new SandboxConfig(name, level, waiting, lockTimeout, unclosed);
    }

    /** Returns the same with another time to wait for the owner's own connection. */
    public SandboxConfig waiting(Duration most) {
        return new SandboxConfig(name, isolation, most, lockTimeout, unclosed);
    }

    /** Returns the same with another time to wait for rows that others have locked. */
    public SandboxConfig lockTimeout(Duration most) {
        return new SandboxConfig(name, isolation, waiting, most, unclosed);
    }

    /** Returns the same with something else done about connections that are never closed. */
    public SandboxConfig unclosed(Unclosed other) {
        return new SandboxConfig(name, isolation, waiting, lockTimeout, other);
    }
}
