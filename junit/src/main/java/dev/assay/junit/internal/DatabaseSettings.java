package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.junit.Database;
import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PoolSize;
import dev.assay.sql.tier.Engine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a run's settings say of databases: system properties, and JUnit's configuration parameters. */
record DatabaseSettings(ExtensionContext context) {
    static final String MEMORY = "assay.database.memory";
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
        return new TierSettings(run(), this::unknown)
                .of(Aftermath.name(context), List.of(database.tier()), context.getTags());
    }

    private DiagnosisException unknown(String setting, String name) {
        return unknown(setting, name, Tier.values(), Tier.CLONE);
    }

    /**
     * Returns what runs databases in memory: what is asked for, else whatever is on the classpath.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-013 if the setting names none, ASSAY-SQL-053 if there is none
     */
    Engine engine() {
        return text(MEMORY)
                .map(name -> Arrays.stream(Engine.values())
                        .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> unknown(MEMORY, name, Engine.values(), Engine.SQLITE)))
                .orElseGet(Engine::find);
    }

    private static DiagnosisException unknown(String setting, String name, Enum<?>[] all, Enum<?> right) {
        return RunSettings.wrong(setting, name, "it is one of " + Arrays.toString(all), right.name());
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
                        .toFix("another tier: -D" + TierSettings.TIER + "=SANDBOX")
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

    /** Returns what settings say of all tests. */
    RunSettings run() {
        return new RunSettings(context::getConfigurationParameter);
    }
}
