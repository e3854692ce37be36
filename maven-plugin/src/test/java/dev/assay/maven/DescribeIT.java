package dev.assay.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.DiagnosisException;
import dev.assay.run.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the goal tells of real projects, through a real Maven. */
class DescribeIT {

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class A_module_with_many_settings {
        private Path project;
        private List<Suite> suites;
        private Suite unit;

        @BeforeAll
        void resolve(@TempDir Path folder) throws IOException {
            Workbench workbench = new Workbench(folder);
            project = workbench.project("settings").toRealPath();
            suites = workbench.resolve(project, "-DfromUser=user");
            unit = suites.get(0);
        }

        @Test
        void has_a_suite_for_each_execution_that_is_not_skipped() {
            assertThat(suites).extracting(Suite::name).containsExactly("settings", "settings:second", "settings:its");
        }

        @Test
        void has_the_test_classes_first_and_the_additional_elements_last() {
            assertThat(unit.scan()).containsExactly(project.resolve("target/test-classes"));
            assertThat(unit.classpath())
                    .startsWith(project.resolve("target/test-classes"), project.resolve("target/classes"))
                    .endsWith(project.resolve("src/test/more"));
        }

        @Test
        void leaves_excluded_dependencies_out() {
            assertThat(unit.classpath()).noneMatch(entry -> entry.toString().contains("assertj"));
            assertThat(suites.get(2).classpath())
                    .anyMatch(entry -> entry.toString().contains("assertj"));
        }

        @Test
        void passes_the_argument_line_with_late_properties_and_quotes() {
            assertThat(unit.jvmArgs())
                    .hasSize(5)
                    .startsWith("-ea")
                    .endsWith("-Xmx64m", "-Dquoted=a b", "-Dnumber=${surefire.forkNumber}");
            assertThat(unit.jvmArgs().get(1)).startsWith("-javaagent:").contains("jacoco");
        }

        @Test
        void leaves_assertions_off_where_the_execution_does() {
            assertThat(suites.get(1).jvmArgs()).doesNotContain("-ea");
        }

        @Test
        void takes_system_properties_from_the_file_the_variables_and_the_user() {
            assertThat(unit.systemProperties())
                    .containsEntry("fromFile", "file")
                    .containsEntry("fromBoth", "variables")
                    .containsEntry("fromUser", "user")
                    .containsEntry("fork", "${surefire.forkNumber}")
                    .containsEntry("empty", "")
                    .containsEntry("basedir", project.toString())
                    .containsEntry(
                            "localRepository", Workbench.repositoryFolder().toString())
                    .containsEntry(
                            "junit.jupiter.displayname.generator.default",
                            "org.junit.jupiter.api.DisplayNameGenerator$Simple")
                    .doesNotContainKey("assay.describe");
        }

        @Test
        void changes_the_environment_and_the_folder() {
            assertThat(unit.environment())
                    .containsOnly(Map.entry("DATABASE", "db-${surefire.forkNumber}"), Map.entry("HOME", ""));
            assertThat(unit.workingDirectory()).isEqualTo(project.resolve("target") + "/work-${surefire.forkNumber}");
        }

        @Test
        void selects_classes_and_groups() {
            assertThat(unit.includes()).containsExactly("**/*Spec.java", "**/*Check.java");
            assertThat(unit.excludes()).containsExactly("**/Unready*.java");
            assertThat(unit.groups()).isEqualTo("(fast) | ((unit & !slow))");
            assertThat(unit.excludedGroups()).isEqualTo("broken");
            assertThat(unit.reuseJvm()).isFalse();
        }

        @Test
        void runs_integration_tests_by_the_names_that_failsafe_looks_for() {
            assertThat(suites.get(2).includes()).containsExactly("**/IT*.java", "**/*IT.java", "**/*ITCase.java");
            assertThat(suites.get(2).reuseJvm()).isTrue();
        }

        @Test
        void says_what_it_does_not_take_over() {
            assertThat(unit.notices())
                    .containsExactly(
                            "argLine uses @{unknown}, which nothing defines; it is left out.",
                            "rerunFailingTestsCount=2 is not taken over: use --retries.");
            assertThat(suites.get(1).notices())
                    .contains("additionalClasspathDependencies are not taken over: declare them with scope test.");
            assertThat(suites.get(2).notices()).singleElement().asString().contains("pre-integration-test");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class A_build_of_many_modules {
        private Path project;
        private List<Suite> suites;

        @BeforeAll
        void resolve(@TempDir Path folder) throws IOException {
            Workbench workbench = new Workbench(folder);
            project = workbench.project("modules").toRealPath();
            suites = workbench.resolve(project, "-T2");
        }

        @Test
        void has_a_suite_for_each_module_that_runs_tests() {
            assertThat(suites)
                    .extracting(Suite::name)
                    .containsExactlyInAnyOrder("library", "application", "slow", "junit4", "mixed", "named");
        }

        @Test
        void sees_what_other_modules_compiled() {
            assertThat(suite("application").classpath())
                    .contains(
                            project.resolve("library/target/classes"), project.resolve("library/target/test-classes"));
        }

        @Test
        void scans_dependencies_that_hold_tests_too() {
            assertThat(suite("application").scan())
                    .containsExactly(
                            project.resolve("application/target/test-classes"),
                            project.resolve("library/target/test-classes"));
        }

        @Test
        void adds_the_launcher_of_the_same_version() {
            assertThat(added("library")).containsExactly("junit-platform-launcher-1.14.4.jar");
        }

        @Test
        void adds_the_vintage_engine_for_junit_4_alone() {
            assertThat(added("junit4"))
                    .contains("junit-vintage-engine-5.14.4.jar", "junit-platform-launcher-1.14.4.jar");
        }

        @Test
        void adds_the_jupiter_engine_beside_vintage_where_only_the_api_is_there() {
            assertThat(added("mixed"))
                    .containsExactly("junit-jupiter-engine-5.14.4.jar", "junit-platform-launcher-1.14.4.jar");
        }

        @Test
        void patches_the_tests_into_a_named_module() {
            assertThat(suite("named").jvmArgs())
                    .containsSequence(
                            "--module-path",
                            project.resolve("named/target/classes").toString())
                    .containsSequence("--patch-module", "fixture.named=" + project.resolve("named/target/test-classes"))
                    .containsSequence("--add-opens", "fixture.named/fixture.named=ALL-UNNAMED")
                    .containsSequence("--add-modules", "fixture.named")
                    .containsSequence("--add-reads", "fixture.named=ALL-UNNAMED");
            assertThat(suite("named").classpath()).doesNotContain(project.resolve("named/target/classes"));
        }

        private Suite suite(String name) {
            return suites.stream()
                    .filter(suite -> suite.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private List<String> added(String name) {
            return suite(name).launcher().stream()
                    .map(jar -> jar.getFileName().toString())
                    .toList();
        }
    }

    @Nested
    class A_project_that_was_resolved_before {
        @Test
        void needs_maven_again_only_after_a_change(@TempDir Path folder) throws IOException {
            Workbench workbench = new Workbench(folder);
            Path project = workbench.project("bare").toRealPath();
            List<Suite> first = workbench.resolve(project);

            assertThat(workbench.resolve(project)).isEqualTo(first);
            assertThat(workbench.progress).hasSize(1);

            Path test = project.resolve("src/test/java/fixture/BareTest.java");
            Files.writeString(test, Files.readString(test).replace("2 + 2", "1 + 3"));
            assertThat(workbench.resolve(project)).isEqualTo(first);
            assertThat(workbench.progress).hasSize(2);
        }
    }

    @Nested
    class A_project_that_does_not_compile {
        @Test
        void is_told_in_mavens_own_words(@TempDir Path folder) throws IOException {
            Workbench workbench = new Workbench(folder);
            Path project = workbench.project("broken");

            assertThatThrownBy(() -> workbench.resolve(project))
                    .isInstanceOf(DiagnosisException.class)
                    .hasMessageStartingWith("ASSAY-MVN-004")
                    .hasMessageContaining("BrokenTest.java:[4,18] incompatible types")
                    .hasMessageNotContaining("[Help 1]");
            assertThat(project.resolve(".assay/describe")).doesNotExist();
            assertThat(project.resolve(".assay/suites.json")).doesNotExist();
        }
    }
}
