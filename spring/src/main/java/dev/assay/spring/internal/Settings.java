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
 * @param role whom their tests connect as
 * @param rows the rows that they begin with, besides what the application writes when it starts
 */
record Settings(Tier tier, String role, Optional<ScenarioRows> rows) {
    static Settings of(Class<?> testClass) {
        Tier tier = tier(testClass);
        String role = usual(TestContextAnnotationUtils.getMergedRepeatableAnnotations(testClass, Database.class))
                .map(Database::role)
                .orElse("");
        return new Settings(tier, run(testClass.getClassLoader()).role(role, tier), ScenarioRows.of(testClass));
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
        usual(AnnotatedElementUtils.findMergedRepeatableAnnotations(test, Database.class))
                .map(Database::role)
                .filter(role -> !role.isEmpty() && !role.equals(known.role()))
                .ifPresent(role -> {
                    throw other(name, "role", role, known.role(), "@Database(role = \"" + role + "\")");
                });
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
        List<Tier> own = tiers(AnnotatedElementUtils.findMergedRepeatableAnnotations(test, Database.class));
        return tiers(testClass)
                .of(
                        testClass.getSimpleName() + "." + test.getName(),
                        own.isEmpty() ? annotated(testClass) : own,
                        TagsOfClass.find(testClass, test));
    }

    private static List<Tier> annotated(Class<?> testClass) {
        return tiers(TestContextAnnotationUtils.getMergedRepeatableAnnotations(testClass, Database.class));
    }

    private static List<Tier> tiers(Set<Database> said) {
        return usual(said).map(each -> List.of(each.tier())).orElse(List.of());
    }

    /** Returns the nearest: one with a name is no database of the application's. */
    private static Optional<Database> usual(Set<Database> said) {
        return said.stream().filter(each -> each.name().isEmpty()).findFirst();
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
