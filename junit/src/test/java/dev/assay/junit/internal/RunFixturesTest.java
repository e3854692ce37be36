package dev.assay.junit.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.junit.Fixture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

    private static final Fixture.Opened NOTHING = new Fixture.Opened() {
        @Override
        public <R> R get(Class<? extends Fixture<R>> type) {
            throw new IllegalArgumentException("nothing is required");
        }
    };

    /** Counts how often it is closed; its address is somewhere only if that is said. */
    private static final class Counted implements Fixture<String> {
        private final AtomicInteger closed = new AtomicInteger();
        private final boolean told;

        Counted(boolean told) {
            this.told = told;
        }

        @Override
        public String open(Opened required) {
            return "open";
        }

        @Override
        public Optional<String> address(String opened) {
            if (!told) {
                throw new IllegalStateException("no address");
            }
            return Optional.of(opened);
        }

        @Override
        public String attach(String address) {
            return address;
        }

        @Override
        public void close(String opened) {
            closed.incrementAndGet();
        }
    }

    @Test
    void what_nobody_can_be_told_of_is_closed(@TempDir Path folder) throws Exception {
        Counted fixture = new Counted(false);
        assertThatThrownBy(() -> RunFixtures.open(folder, fixture, NOTHING)).hasMessage("no address");
        assertThat(fixture.closed).hasValue(1);
    }

    @Test
    void threads_of_a_jvm_wait_for_each_other_and_the_last_closes(@TempDir Path folder) throws Exception {
        Counted fixture = new Counted(true);
        CyclicBarrier together = new CyclicBarrier(4);
        List<FutureTask<Integer>> threads = Stream.generate(() -> new FutureTask<>(() -> {
                    for (int i = 0; i < 20; i++) {
                        together.await();
                        // It throws if a lock of a file is asked for that the JVM has.
                        requireNonNull(RunFixtures.open(folder, fixture, NOTHING)
                                        .run())
                                .isLast();
                    }
                    return 0;
                }))
                .limit(4)
                .toList();
        threads.forEach(each -> new Thread(each).start());
        for (FutureTask<Integer> each : threads) {
            assertThat(each.get()).isZero();
        }
        OpenFixtures.Open<String> one = RunFixtures.open(folder, fixture, NOTHING);
        OpenFixtures.Open<String> other = RunFixtures.open(folder, fixture, NOTHING);
        one.close();
        assertThat(fixture.closed).hasValue(0);
        other.close();
        assertThat(fixture.closed).hasValue(1);
    }

    /** Notes what becomes of the client of each JVM; what is behind the address does not matter. */
    private static final class Clients implements Fixture<String> {
        private final List<String> ended = new ArrayList<>();
        private Callable<Boolean> health = () -> true;

        @Override
        public String open(Opened required) {
            return "opened";
        }

        @Override
        public boolean isHealthy(String client) throws Exception {
            return health.call();
        }

        @Override
        public Optional<String> address(String client) {
            return Optional.of("address");
        }

        @Override
        public String attach(String address) {
            return "attached";
        }

        @Override
        public void detach(String client) {
            ended.add("detach " + client);
        }

        @Override
        public void close(String client) {
            ended.add("close " + client);
        }
    }

    @Test
    void who_is_not_the_last_detaches(@TempDir Path folder) throws Exception {
        Clients fixture = new Clients();
        OpenFixtures.Open<String> first = RunFixtures.open(folder, fixture, NOTHING);
        OpenFixtures.Open<String> second = RunFixtures.open(folder, fixture, NOTHING);
        first.close();
        second.close();
        assertThat(fixture.ended).containsExactly("detach opened", "close attached");
    }

    @Test
    void what_does_not_work_is_detached_and_opened_again(@TempDir Path folder) throws Exception {
        Clients fixture = new Clients();
        RunFixtures.open(folder, fixture, NOTHING);
        fixture.health = () -> false;
        assertThat(RunFixtures.open(folder, fixture, NOTHING).value()).isEqualTo("opened");
        fixture.health = () -> {
            throw new IOException("it does not answer");
        };
        assertThat(RunFixtures.open(folder, fixture, NOTHING).value()).isEqualTo("opened");
        assertThat(fixture.ended).containsExactly("detach attached", "detach attached");
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
