package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
import dev.assay.junit.Database;
import dev.assay.junit.ScenarioRows;
import dev.assay.sql.Tier;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * What classes of tests have to agree on to share a context, and with it its databases.
 *
 * @param tier how their databases are their own
 * @param rows the rows that they begin with, besides what the application writes when it starts
 */
record Settings(Tier tier, Optional<ScenarioRows> rows) {
    /** The setting that says it where no annotation does. */
    static final String TIER = "assay.database.tier";

    static Settings of(Class<?> testClass) {
        return new Settings(tier(testClass), ScenarioRows.of(testClass));
    }

    private static Tier tier(Class<?> testClass) {
        Database said = TestContextAnnotationUtils.findMergedAnnotation(testClass, Database.class);
        if (said != null && said.tier().length > 0) {
            return said.tier()[0];
        }
        String setting = System.getProperty(TIER, "").strip();
        return setting.isEmpty() ? Tier.SANDBOX : named(setting);
    }

    static Tier named(String name) {
        return Arrays.stream(Tier.values())
                .filter(tier -> tier.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Diagnosis.of("ASSAY-SPRING-003", "a setting names no tier.")
                        .with("setting", TIER)
                        .with("value", name)
                        .because("it is one of " + Arrays.toString(Tier.values()))
                        .toFix("-D" + TIER + "=" + Tier.SANDBOX)
                        .exception());
    }
}
