package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.Tier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * In which tier a test's database is: what its annotation says, else what is said of one of its tags, else of all.
 *
 * @param settings what is said
 * @param unknown what is wrong with a setting whose value is no tier's name, given both
 */
public record TierSettings(RunSettings settings, BiFunction<String, String, DiagnosisException> unknown) {
    /** The setting for all tests; for those of a tag, the tag follows. */
    static final String TIER = "assay.database.tier";

    /**
     * Returns a test's.
     *
     * @param test the test, in words
     * @param annotated what annotations say
     * @throws DiagnosisException ASSAY-JUNIT-018 if it is not one, and what {@code unknown} makes
     */
    public Tier of(String test, Collection<Tier> annotated, Collection<String> tags) {
        List<Tier> said = annotated.isEmpty()
                ? tags.stream()
                        .sorted()
                        .flatMap(tag -> named(TIER + "." + tag).stream())
                        .distinct()
                        .toList()
                : List.copyOf(annotated);
        if (said.size() > 1) {
            throw Diagnosis.of("ASSAY-JUNIT-018", "a test's database is to be in several tiers.")
                    .with("test", test)
                    .with("tiers", said)
                    .because("it is the test's own in one way")
                    .toFix("@Database(tier = Tier." + said.get(0) + "), which counts more than what is said of tags")
                    .exception();
        }
        return said.isEmpty() ? named(TIER).orElse(Tier.SANDBOX) : said.get(0);
    }

    private Optional<Tier> named(String setting) {
        return settings.text(setting)
                .map(name -> Arrays.stream(Tier.values())
                        .filter(tier -> tier.name().equals(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> unknown.apply(setting, name)));
    }
}
