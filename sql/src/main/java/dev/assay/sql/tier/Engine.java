package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.Tier;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What runs databases of tier MEMORY, in the tests' JVM.
 *
 * @since 0.1
 */
public enum Engine {
    /** H2 in PostgreSQL's mode. */
    H2("org.h2.Driver", "com.h2database:h2, version 2", "H2 reads much of PostgreSQL's SQL, and not all of it") {
        /** Syntax, functions, types, features. */
        private static final Set<String> UNREAD = Set.of("42000", "42001", "90022", "HY004", "HYC00");

        @Override
        boolean isUnread(SQLException error) {
            return UNREAD.contains(Objects.requireNonNullElse(error.getSQLState(), ""));
        }
    },

    /** SQLite, whose foreign keys are checked. */
    SQLITE(
            "org.sqlite.JDBC",
            "org.xerial:sqlite-jdbc",
            "SQLite reads a SQL of its own, which has much in common with PostgreSQL's") {
        /** It has one number for all that is wrong with a statement, a table that is missing included. */
        private static final Pattern UNREAD =
                Pattern.compile("(?s).*(syntax error|no such function|unrecognized token|unknown function).*");

        @Override
        boolean isUnread(SQLException error) {
            return error.getErrorCode() == 1
                    && UNREAD.matcher(String.valueOf(error.getMessage())).matches();
        }
    };

    private final String driver;
    private final String artifact;
    private final String reads;

    Engine(String driver, String artifact, String reads) {
        this.driver = driver;
        this.artifact = artifact;
        this.reads = reads;
    }

    /**
     * Returns the first that is on the classpath.
     *
     * @throws DiagnosisException ASSAY-SQL-053 if none is
     */
    public static Engine find() {
        return find(Engine::isThere);
    }

    static Engine find(Predicate<Engine> isThere) {
        return Arrays.stream(values()).filter(isThere).findFirst().orElseThrow(() -> absent(values()));
    }

    /**
     * Returns it, if it is on the classpath.
     *
     * @throws DiagnosisException ASSAY-SQL-053 if it is not
     */
    Engine required() {
        if (!isThere()) {
            throw absent(this);
        }
        return this;
    }

    private boolean isThere() {
        try {
            Class.forName(driver);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    static DiagnosisException absent(Engine... wanted) {
        Diagnosis told = Diagnosis.of("ASSAY-SQL-053", "there is nothing to run a database in memory with.")
                .with("tier", Tier.MEMORY)
                .with(
                        "looked for",
                        String.join(
                                ", ",
                                Arrays.stream(wanted).map(each -> each.driver).toList()))
                .because("it comes with the tests' classpath, and not with Assay");
        for (Engine each : wanted) {
            told = told.toFix(each.artifact + ", as a dependency of scope test");
        }
        return told.toFix("another tier: -Dassay.database.tier=SANDBOX").exception();
    }

    /** Tells whether it did not understand a statement. */
    abstract boolean isUnread(SQLException error);

    /** Says why it does not understand what PostgreSQL does. */
    String reads() {
        return reads;
    }
}
