package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.junit.Database;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PoolSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a run's settings say of databases: system properties, and JUnit's configuration parameters. */
record DatabaseSettings(ExtensionContext context) {
    static final String TIER = "assay.database.tier";
    static final String KEEP = "assay.database.keep";
    static final String DIGEST = "assay.database.digest";
    static final String WAITING = "assay.database.waiting";
    static final String URL = "assay.database.url";
    static final String USER = "assay.database.user";
    static final String PASSWORD = "assay.database.password";
    static final String CLEAR = "assay.database.clear";

    private static final String PARALLEL = "junit.jupiter.execution.parallel.";

    /** One test alone may have several at once, if some of them are its threads' past the sandbox. */
    private static final int LEAST_CONNECTIONS = 5;

    private static final Duration USUAL_WAITING = Duration.ofMinutes(2);

    /**
     * Returns the tier of a test's database: what the annotation says, else what is said of one of the test's tags, else
     * of all.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-013 if a setting names none, ASSAY-JUNIT-018 if it is not one
     */
    Tier tier(Database database) {
        List<Tier> said = List.of(database.tier());
        if (said.isEmpty()) {
            said = context.getTags().stream()
                    .sorted()
                    .flatMap(tag -> tier(TIER + "." + tag).stream())
                    .distinct()
                    .toList();
        }
        if (said.size() > 1) {
            throw Diagnosis.of("ASSAY-JUNIT-018", "a test's database is to be in several tiers.")
                    .with("test", Aftermath.name(context))
                    .with("tiers", said)
                    .because("it is the test's own in one way")
                    .toFix("@Database(tier = Tier." + said.get(0) + "), which counts more than what is said of tags")
                    .exception();
        }
        return said.isEmpty() ? tier(TIER).orElse(Tier.SANDBOX) : said.get(0);
    }

    private Optional<Tier> tier(String setting) {
        return text(setting)
                .map(name -> Arrays.stream(Tier.values())
                        .filter(tier -> tier.name().equals(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> RunSettings.wrong(
                                setting, name, "it is one of " + Arrays.toString(Tier.values()), Tier.CLONE.name())));
    }

    /** Returns the role that a test connects as. */
    String role(Database database) {
        return run().role(database.role(), tier(database));
    }

    /** Returns how long a test may have its databases; nothing if that is not said. */
    Optional<Duration> timeout() {
        return run().timeout();
    }

    /** Returns how long a test waits for those beside which it cannot run. */
    Duration waiting() {
        return run().seconds(WAITING, "it is a number of seconds").orElse(USUAL_WAITING);
    }

    /**
     * Returns where the database is that is somebody else's.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-024 if nobody says so
     */
    JdbcUrl external() {
        String url = environment(URL)
                .orElseThrow(() -> Diagnosis.of("ASSAY-JUNIT-024", "a test is to use a database that nobody names.")
                        .with("test", Aftermath.name(context))
                        .with("tier", Tier.EXTERNAL)
                        .because("tests write into it and clear it, so that it has to be named on purpose")
                        .toFix("ASSAY_DATABASE_URL=jdbc:postgresql://localhost/tests in the environment, or -D" + URL
                                + "=...")
                        .toFix("another tier: -D" + TIER + "=SANDBOX")
                        .exception());
        return new JdbcUrl(
                url, environment(USER).orElse(""), environment(PASSWORD).orElse(""));
    }

    /** Returns a setting, else the variable that is called the same in capitals. */
    private Optional<String> environment(String setting) {
        return text(setting)
                .or(() -> Optional.ofNullable(
                        System.getenv(setting.toUpperCase(Locale.ROOT).replace('.', '_'))));
    }

    /** Returns the database that may be cleared although it was not empty. */
    String clear() {
        return text(CLEAR).orElse("");
    }

    /** Tells whether the database of a test that failed is to remain. */
    boolean keepsFailed() {
        return text(KEEP)
                .map(which -> {
                    if (!which.equals("failed") && !which.equals("none")) {
                        throw RunSettings.wrong(KEEP, which, "it is failed or none", "failed");
                    }
                    return which.equals("failed");
                })
                .orElse(false);
    }

    /** Tells whether it is looked after each test whether it left something. */
    boolean takesDigests() {
        return text(DIGEST).filter(Boolean::parseBoolean).isPresent();
    }

    /** Returns how many connections tests need that run at once. */
    int connections() {
        return run().connections()
                .orElseGet(() -> Math.max(LEAST_CONNECTIONS, new PoolSize(testsAtOnce(), 1).connections()));
    }

    private int testsAtOnce() {
        if (text(PARALLEL + "enabled").filter(Boolean::parseBoolean).isEmpty()) {
            return 1;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return text(PARALLEL + "config.fixed.parallelism")
                .filter(count -> count.matches("[1-9][0-9]{0,5}"))
                .map(Integer::parseInt)
                .or(() -> text(PARALLEL + "config.dynamic.factor")
                        .filter(factor -> factor.matches("[0-9]{1,4}([.][0-9]+)?"))
                        .map(factor -> (int) Math.ceil(Double.parseDouble(factor) * processors)))
                .orElse(processors);
    }

    Optional<String> text(String setting) {
        return run().text(setting);
    }

    private RunSettings run() {
        return new RunSettings(context::getConfigurationParameter);
    }
}
