package dev.assay.cli.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.assay.core.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of modules and the invariants of the design, held against the compiled classes of all modules. */
class ArchitectureTest {
    private static final Path ROOT = Path.of("..");

    /** What a module may use of the others, as packages; the JDK and libraries are looked at apart. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "core", List.of(),
            "data", List.of("dev.assay.core.."),
            "sql", List.of("dev.assay.core.."),
            "junit", List.of("dev.assay.core..", "dev.assay.data..", "dev.assay.sql.."),
            "spring", List.of("dev.assay.core..", "dev.assay.junit..", "dev.assay.sql.."),
            "event", List.of(),
            "worker", List.of("dev.assay.event.."),
            "history", List.of("dev.assay.event..", "dev.assay.core.."),
            "run", List.of("dev.assay.event..", "dev.assay.history..", "dev.assay.core.."),
            "report", List.of("dev.assay.event..", "dev.assay.history..", "dev.assay.core.."));

    /** Fronts, of which nothing else may know. */
    private static final List<String> FRONTS = List.of("agent", "cli", "maven-plugin", "bench");

    private static final Set<String> TIME_AND_CHANCE = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.lang.Math.random",
            "java.util.Random.<init>",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current");

    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(mainFolders());

    @TestFactory
    Stream<DynamicTest> a_module_uses_only_the_modules_that_the_table_allows() {
        return MAY_USE.entrySet().stream().map(entry -> {
            String own = "dev.assay." + entry.getKey() + "..";
            List<String> allowed = new ArrayList<>(entry.getValue());
            allowed.add(own);
            DescribedPredicate<JavaClass> forbidden = resideInAPackage("dev.assay..")
                    .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))));
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage(own)
                    .should()
                    .dependOnClassesThat(forbidden)
                    .because("DESIGN's table of modules knows no other direction");
            return dynamicTest(entry.getKey(), () -> rule.check(CLASSES));
        });
    }

    @Test
    void every_module_is_in_the_table() throws Exception {
        List<String> known = new ArrayList<>(MAY_USE.keySet());
        known.addAll(FRONTS);
        try (Stream<Path> folders = Files.list(ROOT)) {
            assertThat(folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                            .map(folder -> folder.getFileName().toString()))
                    .isNotEmpty()
                    .isSubsetOf(known);
        }
    }

    @Test
    void modules_use_cores_diagnosis_and_nothing_else_of_core() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.assay.history..", "dev.assay.run..", "dev.assay.report..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.assay.core..")
                        .and(DescribedPredicate.describe(
                                "are no diagnosis",
                                type -> !type.getSimpleName().startsWith("Diagnosis"))))
                .check(CLASSES);
    }

    @Test
    void core_and_event_need_the_jdk_and_jspecify_alone() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.assay.core..", "dev.assay.event..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java..", "javax.net.ssl..", "dev.assay.core..", "dev.assay.event..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void only_the_worker_knows_the_platform_launcher() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.assay.worker..", "dev.assay.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.junit.platform..")
                .check(CLASSES);
        // An extension finds annotations as Jupiter does.
        noClasses()
                .that()
                .resideInAPackage("dev.assay.junit..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.junit.platform..")
                        .and(DescribedPredicate.not(resideInAPackage("org.junit.platform.commons.support.."))))
                .check(CLASSES);
    }

    @Test
    void only_junit_knows_jupiter() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.assay.junit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.junit.jupiter..")
                .check(CLASSES);
    }

    @Test
    void the_world_asks_a_ticker_for_the_time_and_a_seed_for_chance() {
        List<String> asking = CLASSES.stream()
                .filter(resideInAnyPackage("dev.assay.core..", "dev.assay.data..", "dev.assay.sql.."))
                .filter(type -> !type.isEquivalentTo(Ticker.class))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(access -> TIME_AND_CHANCE.contains(access.getTargetOwner()
                                .getName() + "." + access.getTarget().getName()))
                .filter(access -> access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget called
                        && (called.getRawParameterTypes().isEmpty()
                                || access.getTarget().getName().equals("now")))
                .map(JavaAccess::getDescription)
                .toList();
        assertThat(asking).isEmpty();
    }

    @Test
    void only_main_ends_the_jvm() {
        // A worker is a JVM of its own, which has to end also when a test's threads will not; bench is a program apart.
        noClasses()
                .that()
                .doNotHaveSimpleName("Main")
                .and()
                .resideOutsideOfPackages("dev.assay.worker..", "dev.assay.bench..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    @Test
    void names_say_what_a_class_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Common|Manager)(\\$.*)?")
                .because("a method stands on the type that it belongs to")
                .check(CLASSES);
    }

    @Test
    void no_public_signature_mentions_an_internal_type() {
        List<String> leaks = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            if (isPublic(type)) {
                type.getMembers().stream()
                        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                                || member.getModifiers().contains(JavaModifier.PROTECTED))
                        .filter(member -> mentioned(member).anyMatch(ArchitectureTest::isInternal))
                        .forEach(member -> leaks.add(member.getFullName()));
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void every_package_is_null_marked() throws Exception {
        List<String> bare = new ArrayList<>();
        for (Path module : modules()) {
            try (Stream<Path> folders = Files.walk(module.resolve("src/main/java"))) {
                for (Path folder : folders.filter(Files::isDirectory).toList()) {
                    if (holdsClasses(folder) && !isNullMarked(folder.resolve("package-info.java"))) {
                        bare.add(folder.toString());
                    }
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    @Test
    void all_modules_are_looked_at() {
        assertThat(CLASSES.stream()
                        .map(type -> type.getPackageName().split("\\.")[2])
                        .collect(Collectors.toSet()))
                .containsAll(MAY_USE.keySet());
    }

    private static boolean isPublic(JavaClass type) {
        return !isInternal(type)
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().matches("dev\\.assay\\..*\\binternal\\b.*");
    }

    private static Stream<JavaClass> mentioned(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.concat(
                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                unit.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()));
    }

    private static boolean holdsClasses(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        }
    }

    private static boolean isNullMarked(Path packageInfo) throws Exception {
        return Files.exists(packageInfo) && Files.readString(packageInfo).contains("@NullMarked");
    }

    private static List<Path> mainFolders() {
        return modules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
    }

    private static List<Path> modules() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
