package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.junit.Database;
import dev.assay.junit.ScenarioRows;
import dev.assay.junit.internal.RunSettings;
import dev.assay.junit.internal.TagsOfClass;
import dev.assay.junit.internal.TierSettings;
import dev.assay.sql.Tier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * What classes of tests have to agree on to share a context, and with it its databases.
 *
 * @param tier how their databases are their own
 * @param rows the rows that they begin with, besides what the application writes when it starts
 */
record Settings(Tier tier, Optional<ScenarioRows> rows) {
    static Settings of(Class<?> testClass) {
        return new Settings(tier(testClass), ScenarioRows.of(testClass));
    }

    /**
     * Checks that a test's method asks for no other databases than its class does, by which the context was made.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-SPRING-005 if it does
     */
    static void check(Class<?> testClass, Method test) {
        String name = testClass.getSimpleName() + "." + test.getName();
        Settings known = of(testClass);
        Tier tier = tier(testClass, test);
        if (tier != known.tier()) {
            throw other(name, "tier", tier, known.tier(), "@Database(tier = Tier." + tier + ")");
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

    private static Tier tier(Class<?> testClass) {
        return tiers(testClass).of(testClass.getSimpleName(), annotated(testClass), TagsOfClass.find(testClass));
    }

    private static Tier tier(Class<?> testClass, Method test) {
        List<Tier> own = usual(AnnotatedElementUtils.findMergedRepeatableAnnotations(test, Database.class));
        return tiers(testClass)
                .of(
                        testClass.getSimpleName() + "." + test.getName(),
                        own.isEmpty() ? annotated(testClass) : own,
                        TagsOfClass.find(testClass, test));
    }

    private static List<Tier> annotated(Class<?> testClass) {
        return usual(TestContextAnnotationUtils.getMergedRepeatableAnnotations(testClass, Database.class));
    }

    /** Returns what the nearest says: one with a name is no database of the application's. */
    private static List<Tier> usual(Set<Database> said) {
        return said.stream()
                .filter(each -> each.name().isEmpty())
                .findFirst()
                .map(each -> List.of(each.tier()))
                .orElse(List.of());
    }

    private static TierSettings tiers(Class<?> testClass) {
        return new TierSettings(run(testClass.getClassLoader()), Settings::unknown);
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

    static DiagnosisException unknown(String setting, String name) {
        return Diagnosis.of("ASSAY-SPRING-003", "a setting names no tier.")
                .with("setting", setting)
                .with("value", name)
                .because("it is one of " + Arrays.toString(Tier.values()))
                .toFix("-D" + setting + "=" + Tier.SANDBOX)
                .exception();
    }
}
