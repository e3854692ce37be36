package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates from run to run, with processes of their own. */
class KeptTest {
    /** The programs are unpacked once; each test has a project of its own. */
    @TempDir
    private static Path cache;

    @TempDir
    private Path folder;

    private PostgresConfig config() throws IOException {
        return PostgresConfig.USUAL.cache(cache).folder(Files.createDirectories(folder.resolve("servers")));
    }

    private OneRun run() throws IOException {
        return new OneRun(config(), folder, "project");
    }

    /** Runs what makes a template, and waits until its server has ended. */
    private String runs(String... commands) throws Exception {
        StringBuilder said = new StringBuilder();
        try (OneRun run = run()) {
            Member member = run.member();
            member.ask("join");
            for (String command : commands) {
                said.append(member.ask(command)).append(' ');
            }
        }
        await(() -> {
            // One of which a database is kept stays.
            PostgresCache.of(cache).clean(Instant.EPOCH);
            return isEmpty(folder.resolve("servers"));
        });
        return said.toString().strip();
    }

    private List<Path> kept() throws IOException {
        Path project = folder.resolve("project");
        return new Cache(cache)
                .entries().stream()
                        .filter(each -> each.toString().contains("-kept-" + Digest.of(project.toString())))
                        .toList();
    }

    @Test
    void are_there_in_the_next_run_and_nothing_else_is() throws Exception {
        assertThat(runs(
                        "template billing",
                        "keep",
                        "do CREATE TABLE mess (a int)",
                        "do CREATE DATABASE more",
                        "do ALTER SYSTEM SET work_mem = '7MB'"))
                .startsWith("made ");
        assertThat(kept()).hasSize(1);
        try (OneRun next = run()) {
            Member member = next.member();
            String url = member.ask("join");
            assertThat(SharedServerTest.column(url, "SELECT count(*) FROM pg_database"))
                    .containsExactly("4");
            assertThat(SharedServerTest.column(url, "SELECT relname FROM pg_class WHERE relname = 'mess'"))
                    .isEmpty();
            assertThat(SharedServerTest.column(url, "SHOW work_mem")).containsExactly("4MB");
            assertThat(member.ask("template billing")).isEqualTo("there");
            assertThat(member.ask("open")).startsWith("assay_");
        }
        await(() -> isEmpty(folder.resolve("servers")));
    }

    @Test
    void those_of_a_run_are_added_to_those_before_and_used_ones_are_not_kept_again() throws Exception {
        runs("template one");
        List<Path> first = kept();
        assertThat(runs("template one", "open")).startsWith("there assay_");
        assertThat(kept()).isEqualTo(first);
        assertThat(runs("template other")).isEqualTo("made");
        assertThat(kept()).hasSize(1).isNotEqualTo(first);
        assertThat(runs("template one", "template other")).isEqualTo("there there");
    }

    @Test
    void are_kept_by_the_last_of_two_runs_that_end_at_the_same_time() throws Exception {
        try (OneRun one = run();
                OneRun other = run()) {
            Member first = one.member();
            Member second = other.member();
            first.ask("join");
            second.ask("join");
            assertThat(first.ask("template billing")).isEqualTo("made");
            assertThat(second.ask("template billing")).isEqualTo("made");
        }
        await(() -> isEmpty(folder.resolve("servers")));
        assertThat(kept()).hasSize(1);
        assertThat(runs("template billing")).isEqualTo("there");
    }

    @Test
    void are_kept_although_the_run_is_killed() throws Exception {
        try (OneRun run = run()) {
            Member member = run.member();
            member.ask("join");
            member.ask("template billing");
            member.kill();
            run.killHolder();
            await(() -> isEmpty(folder.resolve("servers")));
        }
        assertThat(runs("template billing")).isEqualTo("there");
    }

    @Test
    void are_not_kept_where_tests_have_changed_what_all_databases_share() throws Exception {
        runs("template billing", "do CREATE ROLE clerk");
        assertThat(kept()).isEmpty();
        runs("template billing", "do ALTER ROLE postgres SET work_mem = '7MB'");
        assertThat(kept()).isEmpty();
    }

    @Test
    void a_cluster_that_cannot_be_started_is_removed_and_the_run_begins_without() throws Exception {
        runs("template billing");
        Files.delete(kept().get(0).resolve("data/global/pg_control"));
        assertThat(runs("template billing")).isEqualTo("made");
        assertThat(runs("template billing")).isEqualTo("there");
    }

    @Test
    void a_cluster_whose_password_is_lost_is_removed_and_the_run_begins_without() throws Exception {
        runs("template billing");
        Files.delete(kept().get(0).resolve("data/assay.password"));
        assertThat(runs("template billing")).isEqualTo("made");
        assertThat(runs("template billing")).isEqualTo("there");
    }

    @Test
    void are_there_after_a_start_that_was_interrupted() throws Exception {
        runs("template billing");
        List<Path> before = kept();
        TestRun alone = new TestRun("one", ProcessId.self(), null, folder.resolve("project"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> PostgresServer.shared(config(), alone)).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kept()).isEqualTo(before).hasSize(1);
    }

    @Test
    void what_somebody_left_half_made_who_was_killed_is_deleted_by_the_next() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        ProcessId number = new ProcessId(dead.pid(), 1_000);
        dead.waitFor();
        Path half =
                Files.createDirectories(cache.resolve("x-kept-y.making-" + ProcessId.space() + "-" + number.name()));
        Path own = Files.createDirectories(cache.resolve(
                "x-kept-z.making-" + ProcessId.space() + "-" + ProcessId.self().name()));
        Files.writeString(half.resolve("file"), "half");
        runs("template billing");
        assertThat(half).doesNotExist();
        assertThat(own).exists();
        Files.delete(own);
    }

    @Test
    void a_full_disk_keeps_nothing_and_disturbs_no_run() throws Exception {
        runs("template warm");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        int mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString())
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assumeThat(mounted).as("mounting a tmpfs, which root may, says").isZero();
        try {
            // There is room for the plain cluster, and not for another one with a template.
            Path small = Files.createDirectory(disk.resolve("cache"));
            for (Path entry : new Cache(cache).entries()) {
                Path copy = small.resolve(entry.getFileName());
                if (entry.toString().contains("-cluster-") && !Kept.is(entry)) {
                    Cache.copy(entry, copy);
                } else if (!Kept.is(entry)) {
                    Files.createSymbolicLink(copy, entry);
                }
            }
            try (OneRun run = new OneRun(config().cache(small), folder, "project")) {
                Member member = run.member();
                member.ask("join");
                assertThat(member.ask("template billing")).isEqualTo("made");
                assertThat(member.ask("open")).startsWith("assay_");
            }
            await(() -> isEmpty(folder.resolve("servers")));
            await(() -> new Registry(small).running().isEmpty());
            try (Stream<Path> all = Files.list(small)) {
                assertThat(all.filter(Files::isDirectory)).hasSize(3).noneMatch(Kept::is);
            }
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    @Test
    void beyond_its_limit_a_cache_loses_what_was_used_longest_ago_and_programs_last() throws Exception {
        Path root = folder.resolve("limited");
        Cache limited = new Cache(root);
        for (String name : List.of("pg", "pg-cluster", "pg-kept-a-1", "pg-kept-b-1", "pg-kept-c-1")) {
            Path entry = Files.createDirectories(root.resolve(name));
            Files.write(entry.resolve("file"), new byte[1000]);
            limited.use(entry);
        }
        Files.setLastModifiedTime(root.resolve("pg-kept-b-1.used"), java.nio.file.attribute.FileTime.fromMillis(1_000));
        Files.setLastModifiedTime(root.resolve("pg-kept-c-1.used"), java.nio.file.attribute.FileTime.fromMillis(2_000));
        limited.limit(5_000, entry -> false);
        assertThat(limited.entries()).hasSize(5);
        limited.limit(4_999, entry -> entry.endsWith("pg-kept-b-1"));
        assertThat(limited.entries()).extracting(Path::getFileName).doesNotContain(Path.of("pg-kept-c-1"));
        limited.limit(2_000, entry -> false);
        assertThat(limited.entries()).containsExactly(root.resolve("pg"), root.resolve("pg-cluster"));
        assertThat(root.resolve("pg-kept-b-1.used")).doesNotExist();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
