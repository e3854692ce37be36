package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.junit.Database;
import dev.assay.junit.ScenarioRows;
import dev.assay.junit.internal.RunSettings;
import dev.assay.sql.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * What classes of tests have to agree on to share a context, and with it its databases.
 *
 * @param tier how their databases are their own
 * @param role whom their tests connect as
 * @param rows the rows that they begin with, besides what the application writes when it starts
 */
record Settings(Tier tier, String role, Optional<ScenarioRows> rows) {
    /** The setting that says it where no annotation does. */
    static final String TIER = "assay.database.tier";

    static Settings of(Class<?> testClass) {
        Database said = TestContextAnnotationUtils.findMergedAnnotation(testClass, Database.class);
        RunSettings run = run(testClass.getClassLoader());
        Tier tier = said != null && said.tier().length > 0
                ? said.tier()[0]
                : run.text(TIER).map(Settings::named).orElse(Tier.SANDBOX);
        return new Settings(tier, run.role(said == null ? "" : said.role(), tier), ScenarioRows.of(testClass));
    }

    /**
     * Checks that a test's method asks for no other databases than its class does, by which the context was made.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SPRING-005 if it does
     */
    static void check(Class<?> testClass, Method test) {
        String name = testClass.getSimpleName() + "." + test.getName();
        Settings known = of(testClass);
        for (Database said : AnnotatedElementUtils.findMergedRepeatableAnnotations(test, Database.class)) {
            if (said.name().isEmpty()) { // One with a name is no database of the application's.
                for (Tier tier : said.tier()) {
                    if (tier != known.tier()) {
                        throw other(name, "tier", tier, known.tier(), "@Database(tier = Tier." + tier + ")");
                    }
                }
                String role = said.role();
                if (!role.isEmpty() && !role.equals(known.role())) {
                    throw other(name, "role", role, known.role(), "@Database(role = \"" + role + "\")");
                }
            }
        }
        ScenarioRows.of(test)
                .filter(rows -> !known.rows().equals(Optional.of(rows)))
                .ifPresent(rows -> {
                    Object has = known.rows().<Object>map(each -> each).orElse("none");
                    throw other(name, "scenario", rows, has, "@Scenario(\"" + rows.scenario() + "\")");
                });
    }

    private static DiagnosisException other(String test, String what, Object asked, Object has, String annotation) {
        return Diagnosis.of("ASSAY-SPRING-005", "a test asks for another database than its context has.")
                .with("test", test)
                .with(what + " of the test", asked)
                .with(what + " of its class", has)
                .because("the tests of a class share Spring's context, and its databases are made when it starts")
                .toFix(annotation + " on the class; a @Nested one will do")
                .exception();
    }

    /** Returns what holds for all tests: system properties, else JUnit's file of parameters on the classpath. */
    static RunSettings run(ClassLoader loader) {
        return new RunSettings(setting -> Optional.ofNullable(System.getProperty(setting))
                .or(() -> Optional.ofNullable(file(loader).getProperty(setting))));
    }

    private static Properties file(ClassLoader loader) {
        Properties said = new Properties();
        try (InputStream file = loader.getResourceAsStream("junit-platform.properties")) {
            if (file != null) {
                said.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said;
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
