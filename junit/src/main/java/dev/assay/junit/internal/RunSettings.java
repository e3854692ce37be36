package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.tier.Databases;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a run says of all its tests' databases, whichever front sets them up.
 *
 * @param texts what is said of a setting, if anything is
 */
public record RunSettings(Function<String, Optional<String>> texts) {
    private static final String KEEP = "assay.database.keep";
    private static final String DIGEST = "assay.database.digest";
    private static final String TIMEOUT = "assay.database.timeout";
    private static final String CONNECTIONS = "assay.database.connections";
    private static final String ROLE = "assay.database.role";

    /** Returns what is said of a setting, if anything is. */
    public Optional<String> text(String setting) {
        return texts.apply(setting).map(String::strip).filter(text -> !text.isEmpty());
    }

    /**
     * Returns how long a test may have its databases, zero for ever; nothing if that is not said.
     *
     * @throws DiagnosisException ASSAY-JUNIT-013 if it is no number of seconds
     */
    public Optional<Duration> timeout() {
        return seconds(TIMEOUT, "it is a number of seconds, or 0 for ever");
    }

    /**
     * Tells whether the database of a test that failed is to remain.
     *
     * @throws DiagnosisException ASSAY-JUNIT-013 if it is neither said nor denied
     */
    boolean keepsFailed() {
        return text(KEEP)
                .map(which -> {
                    if (!which.equals("failed") && !which.equals("none")) {
                        throw wrong(KEEP, which, "it is failed or none", "failed");
                    }
                    return which.equals("failed");
                })
                .orElse(false);
    }

    /** Tells whether it is looked after each test whether it left something. */
    boolean takesDigests() {
        return text(DIGEST).filter(Boolean::parseBoolean).isPresent();
    }

    /**
     * Returns the role that tests of a tier connect as.
     *
     * @param said what an annotation says of it; empty if it says nothing
     * @throws DiagnosisException ASSAY-SQL-081 if the tier has none
     */
    public String role(String said, Tier tier) {
        String role = said.isEmpty() ? text(ROLE).orElse(PostgresServer.SUPERUSER) : said;
        Databases.checkRole(tier, role);
        return role;
    }

    Optional<Duration> seconds(String setting, String what) {
        return text(setting).map(seconds -> {
            if (!seconds.matches("[0-9]{1,9}")) {
                throw wrong(setting, seconds, what, "120");
            }
            return Duration.ofSeconds(Long.parseLong(seconds));
        });
    }

    /**
     * Returns how many connections a pool of tests has; nothing if that is not said.
     *
     * @throws DiagnosisException ASSAY-JUNIT-013 if it is no number from 1
     */
    public Optional<Integer> connections() {
        return text(CONNECTIONS).map(count -> {
            if (!count.matches("[1-9][0-9]{0,5}")) {
                throw wrong(CONNECTIONS, count, "it is a number from 1", "30");
            }
            return Integer.parseInt(count);
        });
    }

    static DiagnosisException wrong(String setting, String value, String why, String right) {
        return Diagnosis.of("ASSAY-JUNIT-013", "a setting has a value that it cannot take.")
                .with("setting", setting)
                .with("value", value)
                .because(why)
                .toFix("-D" + setting + "=" + right)
                .exception();
    }
}
