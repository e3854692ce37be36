package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.junit.Fixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs of a run share a fixture: the first opens it, the last closes it, also when others are killed. */
class RunFixturesTest {
    /** Something outside of all JVMs, which is there as long as its file. */
    static final class FileOfRun implements Fixture<Path> {
        @Override
        public Path open(Opened required) throws IOException {
            String told = System.getProperty("assay.test.folder");
            return Files.createTempFile(Path.of(told), "opened", "");
        }

        @Override
        public boolean isHealthy(Path opened) {
            return Files.exists(opened);
        }

        @Override
        public void close(Path opened) throws IOException {
            Files.delete(opened);
        }

        @Override
        public Optional<String> address(Path opened) {
            return Optional.of(opened.toString());
        }

        @Override
        public Path attach(String address) {
            return Path.of(address);
        }
    }

    /** A JVM of the run: says what it was given, and lives until it is told to end. */
    public static final class Worker {
        public static void main(String[] arguments) throws Exception {
            OpenFixtures.Open<Path> open =
                    RunFixtures.open(Path.of(arguments[0]), new FileOfRun(), new Fixture.Opened() {
                        @Override
                        public <R> R get(Class<? extends Fixture<R>> fixture) {
                            throw new IllegalArgumentException("nothing is required");
                        }
                    });
            System.out.println(open.value());
            System.out.flush();
            if (System.in.read() >= 0) {
                open.close();
            }
        }
    }

    /** A worker that was started. */
    private record Started(Process process, BufferedReader said) {
        static Started in(Path folder) throws IOException {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "-Dassay.test.folder=" + folder,
                            Worker.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Started(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        }

        String given() {
            try {
                return String.valueOf(said.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void end() throws Exception {
            process.getOutputStream().write('.');
            process.getOutputStream().flush();
            process.waitFor();
        }

        void kill() throws Exception {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void one_opens_others_attach_and_the_last_closes(@TempDir Path folder) throws Exception {
        Started first = Started.in(folder);
        String given = first.given();
        Started second = Started.in(folder);
        Started third = Started.in(folder);
        try {
            assertThat(second.given()).isEqualTo(given);
            assertThat(third.given()).isEqualTo(given);
            first.end();
            second.kill();
            assertThat(Path.of(given)).exists();
            third.end();
            assertThat(Path.of(given)).doesNotExist();
        } finally {
            first.kill();
            second.kill();
            third.kill();
        }
    }

    @Test
    void what_is_gone_is_opened_again(@TempDir Path folder) throws Exception {
        Started first = Started.in(folder);
        String given = first.given();
        Files.delete(Path.of(given));
        Started second = Started.in(folder);
        try {
            assertThat(second.given()).isNotEqualTo(given);
        } finally {
            first.kill();
            second.kill();
        }
    }

    @Test
    void a_jvm_that_is_a_run_by_itself_has_its_own(@TempDir Path folder) throws Exception {
        Fixture<String> fixture = required -> "own";
        assertThat(RunFixtures.open(null, fixture, new Fixture.Opened() {
                            @Override
                            public <R> R get(Class<? extends Fixture<R>> type) {
                                throw new IllegalArgumentException("nothing is required");
                            }
                        })
                        .value())
                .isEqualTo("own");
        assertThat(folder).isEmptyDirectory();
    }
}
