package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmTest {
    @TempDir
    Path folder;

    private List<String> arguments(Map<String, String> environment, String... jvmArgs) throws IOException {
        jvm(environment, jvmArgs).command(Path.of("worker.jar"), List.of(), 3, 3, folder);
        return Files.readAllLines(folder.resolve("worker-3.args"));
    }

    private Jvm jvm(Map<String, String> environment, String... jvmArgs) {
        return new Jvm(
                Path.of("java"),
                List.of(Path.of("classes")),
                List.of(Path.of("launcher.jar")),
                List.of(jvmArgs),
                Map.of(),
                environment,
                folder.resolve("fork-${surefire.forkNumber}").toString(),
                "sample");
    }

    @Test
    void the_classpath_is_the_suites_then_the_launcher_then_the_worker() throws IOException {
        assertThat(arguments(Map.of()))
                .containsSequence(
                        "\"-cp\"",
                        "\"" + String.join(java.io.File.pathSeparator, "classes", "launcher.jar", "worker.jar") + "\"")
                .endsWith("\"dev.assay.worker.Worker\"");
    }

    @Test
    void arguments_are_quoted_for_the_file_and_numbered() throws IOException {
        assertThat(arguments(Map.of(), "-Da=${surefire.forkNumber}-${surefire.threadNumber}", "-Db=c d \"e\" \\f\ng"))
                .contains("\"-Da=3-3\"", "\"-Db=c d \\\"e\\\" \\\\f\\ng\"");
    }

    @Test
    void a_workers_own_number_differs_from_its_forks() throws IOException {
        jvm(Map.of(), "-Da=${surefire.forkNumber}")
                .command(Path.of("worker.jar"), List.of("-Db=${assay.worker}"), 7, 2, folder);
        assertThat(Files.readAllLines(folder.resolve("worker-7.args"))).contains("\"-Da=2\"", "\"-Db=7\"");
    }

    @Test
    void folder_and_variables_are_numbered_and_an_empty_variable_is_removed() throws IOException {
        Map<String, String> environment = Map.of("NUMBER", "n${surefire.forkNumber}", "PATH", "");
        ProcessBuilder process = jvm(environment).command(Path.of("worker.jar"), List.of(), 3, 3, folder);
        assertThat(process.environment()).containsEntry("NUMBER", "n3").doesNotContainKey("PATH");
        assertThat(process.directory()).isDirectory().hasName("fork-3");
    }

    @Test
    void the_collector_is_the_one_that_starts_fastest_where_nobody_chose() throws IOException {
        assertThat(arguments(without())).contains("\"-XX:+UseSerialGC\"", "\"-XX:SoftRefLRUPolicyMSPerMB=50\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC", "-XX:+UseParallelGC", "-XX:-UseSerialGC"})
    void a_collector_of_the_users_wins_and_is_left_alone(String collector) throws IOException {
        assertThat(arguments(without(), collector))
                .contains("\"" + collector + "\"")
                .doesNotContain("\"-XX:+UseSerialGC\"", "\"-XX:SoftRefLRUPolicyMSPerMB=50\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void a_collector_that_a_variable_names_wins_too(String variable) throws IOException {
        Map<String, String> environment = new java.util.HashMap<>(without());
        environment.put(variable, "-ea -XX:+UseG1GC");
        assertThat(arguments(environment)).doesNotContain("\"-XX:+UseSerialGC\"", "\"-XX:SoftRefLRUPolicyMSPerMB=50\"");
    }

    @Test
    void how_long_the_user_keeps_what_is_referred_to_softly_is_left_alone() throws IOException {
        assertThat(arguments(without(), "-XX:SoftRefLRUPolicyMSPerMB=1000"))
                .contains("\"-XX:+UseSerialGC\"")
                .doesNotContain("\"-XX:SoftRefLRUPolicyMSPerMB=50\"");
    }

    /** No options from whoever runs these tests. */
    private static Map<String, String> without() {
        return Map.of("JAVA_TOOL_OPTIONS", "", "JDK_JAVA_OPTIONS", "", "_JAVA_OPTIONS", "");
    }
}
