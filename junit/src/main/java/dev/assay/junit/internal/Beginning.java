package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.Seed;
import dev.assay.junit.Scenario;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where data begins: a seed and a day.
 *
 * @param text the seed as somebody wrote it, to be shown again
 * @param seed the seed
 * @param asOf the day up to which things have happened
 */
public record Beginning(String text, Seed seed, LocalDate asOf) {
    /** The setting that changes a run's seed. */
    public static final String SEED = "assay.seed";

    /** The setting that changes a run's day. */
    public static final String AS_OF = "assay.asOf";

    static final Beginning USUAL = new Beginning("1", Seed.of(1), LocalDate.of(2026, 1, 1));

    /**
     * Returns where a run's data begins by its settings.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-001 if the seed is none, ASSAY-JUNIT-006 if the day is none
     */
    public static Beginning of(Function<String, Optional<String>> settings) {
        return USUAL.with(settings.apply(SEED).orElse(""), settings.apply(AS_OF).orElse(""), AS_OF);
    }

    /** Returns where a scenario's data begins: here, unless it says otherwise. */
    Beginning of(Scenario scenario) {
        return with(scenario.seed(), scenario.asOf(), "@Scenario(asOf = ...)");
    }

    private Beginning with(String otherSeed, String otherDay, String where) {
        LocalDate day = otherDay.isBlank() ? asOf : day(otherDay.strip(), where);
        return otherSeed.isBlank()
                ? new Beginning(text, seed, day)
                : new Beginning(otherSeed.strip(), Seed.parse(otherSeed), day);
    }

    private static LocalDate day(String text, String where) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Diagnosis.of("ASSAY-JUNIT-006", "that is no day.")
                    .with("day", text)
                    .with("said by", where)
                    .because("a day is written as year, month and day")
                    .toFix(where.equals(AS_OF) ? "-Dassay.asOf=2026-01-01" : "@Scenario(asOf = \"2026-01-01\")")
                    .exception(e);
        }
    }

    @Override
    public String toString() {
        return text + ", as of " + asOf;
    }
}
