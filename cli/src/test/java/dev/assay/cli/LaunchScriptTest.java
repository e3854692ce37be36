package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the script with programs in place of Java and Maven that say how they were called. */
class LaunchScriptTest {
    @TempDir
    Path folder;

    private Path clone;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void lay_out_a_clone() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the script is for systems with a POSIX shell");
        clone = Files.createDirectories(folder.resolve("a clone"));
        Files.copy(Path.of("../assay"), clone.resolve("assay"));
        environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        environment.put("JAVA_HOME", jdk("17.0.1").toString());
    }

    @Test
    void a_release_starts_without_maven() throws Exception {
        Files.createDirectories(clone.resolve("lib"));
        Ended ended = assay("test", "two words");
        assertThat(ended.output).contains("dev.assay.cli.Main", "[test]", "[two words]");
        assertThat(ended.code).isEqualTo(5);
    }

    @Test
    void a_clone_builds_itself_once() throws Exception {
        source();
        maven("mkdir -p cli/target/dist/lib; echo built >>count");
        assertThat(assay("--version").output).contains("Building Assay, once", "done.", "[--version]");
        assertThat(assay("--version").output).doesNotContain("Building");
        assertThat(clone.resolve("count")).hasContent("built");
    }

    @Test
    void a_clone_builds_itself_again_when_a_source_is_newer() throws Exception {
        source();
        maven("mkdir -p cli/target/dist/lib; echo built >>count");
        assay("--version");
        Files.setLastModifiedTime(
                clone.resolve("cli/src/main/java/Main.java"), FileTime.fromMillis(System.currentTimeMillis() + 10_000));
        assertThat(assay("--version").output).contains("Building Assay");
    }

    @Test
    void two_at_once_build_once() throws Exception {
        source();
        maven("mkdir -p cli/target/dist/lib; echo built >>count");
        Process first = start("--version");
        Process second = start("--version");
        assertThat(end(first).output).contains("[--version]");
        assertThat(end(second).output).contains("[--version]");
        assertThat(clone.resolve("count")).hasContent("built");
    }

    @Test
    void a_lock_whose_holder_died_does_not_stop_a_build() throws Exception {
        source();
        maven("mkdir -p cli/target/dist/lib");
        Files.createDirectories(clone.resolve(".assay/dist"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createSymbolicLink(clone.resolve(".assay/dist/lock"), Path.of(String.valueOf(gone.pid())));
        assertThat(assay("--version").output).contains("done.");
    }

    @Test
    void a_build_that_fails_shows_mavens_words_and_ends_with_4() throws Exception {
        source();
        maven("echo '[ERROR] COMPILATION ERROR :'; echo ...; exit 1");
        Ended ended = assay("--version");
        assertThat(ended.output).endsWith(DocumentedErrors.message("ASSAY-CLI-007") + "\n");
        assertThat(ended.code).isEqualTo(4);
        maven("mkdir -p cli/target/dist/lib");
        assertThat(assay("--version").output).contains("done.");
    }

    @Test
    void a_clone_without_maven_says_what_it_needs() throws Exception {
        source();
        environment.put("PATH", folder.resolve("bin").toString());
        for (String tool : new String[] {"dirname", "find", "head", "mkdir", "date", "ln", "rm", "readlink"}) {
            Path program = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            program(folder.resolve("bin").resolve(tool), "exec " + program + " \"$@\"");
        }
        Ended ended = assay("--version");
        assertThat(ended.output.strip()).isEqualTo(DocumentedErrors.message("ASSAY-CLI-006"));
        assertThat(ended.code).isEqualTo(4);
    }

    @Test
    void a_java_home_without_java_is_told() throws Exception {
        environment.put("JAVA_HOME", "/opt/jdk");
        Ended ended = assay("--version");
        assertThat(ended.output.strip()).isEqualTo(DocumentedErrors.message("ASSAY-CLI-004"));
        assertThat(ended.code).isEqualTo(4);
    }

    @Test
    void a_java_that_is_too_old_is_told() throws Exception {
        Path old = jdk("11.0.2");
        environment.put("JAVA_HOME", old.toString());
        Ended ended = assay("--version");
        assertThat(ended.output.strip().replace(old.toString(), "/opt/jdk-11"))
                .isEqualTo(DocumentedErrors.message("ASSAY-CLI-005"));
        assertThat(ended.code).isEqualTo(4);
    }

    private record Ended(int code, String output) {}

    private Ended assay(String... args) throws Exception {
        return end(start(args));
    }

    private Process start(String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add("/bin/sh");
        builder.command().add(clone.resolve("assay").toString());
        builder.command().addAll(List.of(args));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    private static Ended end(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output);
    }

    private void source() throws IOException {
        Files.createDirectories(clone.resolve("cli/src/main/java"));
        Files.writeString(clone.resolve("cli/src/main/java/Main.java"), "");
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
    }

    private void maven(String script) throws IOException {
        program(folder.resolve("bin/mvn"), script);
    }

    private Path jdk(String version) throws IOException {
        Path home = folder.resolve("jdk-" + version);
        program(home.resolve("bin/java"), "for word; do echo \"[$word]\"; done; exit 5");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
