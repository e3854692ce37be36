package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** One server for all JVMs of a run: with processes of its own, as workers are. */
class SharedServerTest {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private PostgresConfig config;

    /** Stands for whoever carries out the run. */
    @SuppressWarnings("NullAway.Init") // before each test
    private Process holder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Path runFile;

    private final List<Member> members = new ArrayList<>();

    @BeforeEach
    void begin_a_run() throws IOException {
        config = PostgresConfig.USUAL.folder(Files.createDirectory(folder.resolve("servers")));
        holder = new ProcessBuilder("sleep", "1000").start();
        runFile = runFile("one", ProcessId.of(holder.toHandle()));
    }

    @AfterEach
    void end_it() throws Exception {
        members.forEach(Member::close);
        holder.destroyForcibly();
        await(() -> isEmpty(config.folder()));
    }

    private Path runFile(String id, ProcessId process) throws IOException {
        Path file = Files.createDirectory(folder.resolve(id)).resolve("run");
        Properties facts = new Properties();
        facts.setProperty("id", id);
        facts.setProperty("pid", String.valueOf(process.number()));
        facts.setProperty("born", String.valueOf(process.born()));
        facts.setProperty("project", folder.toString());
        try (Writer out = Files.newBufferedWriter(file)) {
            facts.store(out, null);
        }
        return file;
    }

    private Member member() throws IOException {
        return member(runFile.toString());
    }

    private Member member(String file) throws IOException {
        Member member = Member.start(config, file);
        members.add(member);
        return member;
    }

    @Test
    void is_started_by_whoever_asks_first_and_found_by_the_others() throws Exception {
        Member one = member().tell("join");
        Member other = member().tell("join");
        String url = one.answer();
        assertThat(url).startsWith("jdbc:postgresql:").isEqualTo(other.answer());
        assertThat(folders()).hasSize(1);
        assertThat(member().ask("join")).isEqualTo(url);
        assertThat(new Registry(config.cache()).running())
                .filteredOn(each -> each.folder().startsWith(folder))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.run()).isEqualTo("one");
                    assertThat(each.url("postgres")).isEqualTo(url);
                });
    }

    @Test
    void outlives_the_jvm_that_started_it() throws Exception {
        Member first = member();
        String url = first.ask("join");
        first.kill();
        assertThat(member().ask("join")).isEqualTo(url);
        assertThat(count(url, "pg_database")).isEqualTo(3);
    }

    @Test
    void needs_no_root_and_no_name_space_where_it_is_not_root() throws Exception {
        boolean may = new ProcessBuilder("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true")
                        .start()
                        .waitFor()
                == 0;
        assumeThat(may).as("becoming another user, which root may").isTrue();
        Path open = Files.createTempDirectory("assay-nobody");
        new ProcessBuilder("chmod", "777", open.toString()).start().waitFor();
        PostgresConfig nobodys = config.cache(open.resolve("cache")).folder(open);
        List<String> become = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        try (Member nobody = Member.start(become, readable(open), nobodys, "")) {
            String url = nobody.ask("join");
            assertThat(nobody.ask("template billing")).isEqualTo("made");
            assertThat(nobody.ask("open")).startsWith("assay_");
            assertThat(count(url, "pg_roles WHERE rolname = 'postgres'")).isEqualTo(1);
        }
        await(() -> new Registry(nobodys.cache()).running().isEmpty());
        Cache.delete(open);
    }

    @Test
    void needs_no_name_space_where_it_is_root_and_may_make_none_as_in_a_container() throws Exception {
        List<String> contained = List.of("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin");
        boolean may = Nobody.here() == Nobody.NAME_SPACE
                && new ProcessBuilder(Stream.concat(contained.stream(), Stream.of("true"))
                                        .toList())
                                .start()
                                .waitFor()
                        == 0;
        assumeThat(may).as("being root and giving up a right").isTrue();
        Path open = Files.createTempDirectory("assay-container");
        new ProcessBuilder("chmod", "755", open.toString()).start().waitFor();
        PostgresConfig inside = config.cache(open.resolve("cache")).folder(open);
        for (String answer : List.of("made", "there")) {
            try (OneRun run = new OneRun(inside, folder, "contained");
                    Member member = Member.start(
                            contained,
                            System.getProperty("java.class.path"),
                            inside,
                            run.file().toString())) {
                String url = member.ask("join");
                assertThat(member.ask("template billing")).isEqualTo(answer);
                assertThat(member.ask("open")).startsWith("assay_");
                Path server = new Registry(inside.cache()).running().get(0).folder();
                assertThat(Files.getAttribute(server.resolve("data/postmaster.pid"), "unix:uid"))
                        .isEqualTo(65534);
                assertThat(count(url, "pg_roles WHERE rolname = 'postgres'")).isEqualTo(1);
            }
            await(() -> new Registry(inside.cache()).running().isEmpty());
        }
        Cache.delete(open);
    }

    @Test
    void leaves_alone_what_belongs_to_processes_that_are_counted_elsewhere() throws Exception {
        List<String> elsewhere = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
        boolean may = new ProcessBuilder(Stream.concat(elsewhere.stream(), Stream.of("true"))
                                .toList())
                        .start()
                        .waitFor()
                == 0;
        assumeThat(may).as("making a name space of processes").isTrue();
        Member one = member();
        String url = one.ask("join");
        Path making = Files.createDirectories(config.cache()
                .resolve(
                        "x.making-" + ProcessId.space() + "-" + ProcessId.self().name()));
        PostgresConfig others = config.folder(Files.createDirectory(folder.resolve("elsewhere")));
        try (Member other = Member.start(elsewhere, System.getProperty("java.class.path"), others, "")) {
            assertThat(other.ask("join")).isNotEqualTo(url);
            assertThat(count(url, "pg_database")).isEqualTo(3);
            assertThat(making).exists();
        }
        Files.delete(making);
        // With its name space, all of it is gone but what it wrote.
        for (Path left : files(others.folder())) {
            Files.delete(new Registry(config.cache()).note(left));
        }
    }

    @Test
    void finds_what_a_process_left_that_was_killed_while_it_began() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        ProcessId number = new ProcessId(dead.pid(), 1_000);
        dead.waitFor();
        Path left = Files.createDirectories(config.folder().resolve("assay-postgres-left"));
        Files.writeString(left.resolve("half"), "half");
        Path note = new Registry(config.cache()).note(left);
        new Running(left, 0, number, left, left, "one", folder, "").write(note);
        member().ask("join");
        assertThat(left).doesNotExist();
        assertThat(note).doesNotExist();
    }

    /** Jars may lie where only root looks. */
    private static String readable(Path open) throws IOException {
        List<String> places = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path place = Path.of(entry);
            places.add(
                    Files.isDirectory(place)
                            ? entry
                            : Files.copy(place, open.resolve(place.getFileName()))
                                    .toString());
        }
        return String.join(File.pathSeparator, places);
    }

    @Nested
    class Ends {
        @Test
        void with_whoever_carries_out_the_run_although_all_are_killed() throws Exception {
            Member one = member();
            one.ask("join");
            assertThat(folders()).hasSize(1);
            one.kill();
            holder.destroyForcibly().waitFor();
            await(() -> isEmpty(config.folder()));
            await(() -> new Registry(config.cache())
                    .running().stream().noneMatch(each -> each.folder().startsWith(folder)));
        }

        @Test
        void with_the_file_of_the_run() throws Exception {
            member().ask("join");
            Files.delete(runFile);
            await(() -> isEmpty(config.folder()));
        }

        @Test
        void with_its_jvm_where_that_belongs_to_no_run() throws Exception {
            Member alone = member("");
            Member other = member("");
            assertThat(alone.ask("join")).isNotEqualTo(other.ask("join"));
            assertThat(folders()).hasSize(2);
            alone.kill();
            other.kill();
            await(() -> isEmpty(config.folder()));
        }
    }

    @Test
    void a_run_that_has_ended_and_one_whose_process_has_another_birth_are_none() throws IOException {
        Path ended = runFile("ended", new ProcessId(ProcessHandle.current().pid(), 1_000));
        assertThat(TestRun.of(Map.of(TestRun.VARIABLE, ended.toString()), folder)
                        .folder())
                .isNull();
        assertThat(TestRun.of(Map.of(TestRun.VARIABLE, folder + "/none"), folder)
                        .folder())
                .isNull();
        assertThat(TestRun.of(Map.of(TestRun.VARIABLE, runFile.toString()), folder)
                        .folder())
                .isEqualTo(runFile.getParent());
    }

    @Nested
    class A_template {
        @Test
        void is_set_up_by_one_of_the_jvms_that_ask_at_the_same_time() throws Exception {
            List<Member> all = List.of(member(), member(), member());
            for (Member each : all) {
                each.ask("join");
            }
            all.forEach(each -> each.tell("template billing"));
            List<String> said = new ArrayList<>();
            for (Member each : all) {
                said.add(each.answer());
            }
            assertThat(said).containsExactlyInAnyOrder("made", "there", "there");
            List<String> names = new ArrayList<>();
            for (Member each : all) {
                names.add(each.ask("open"));
            }
            assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.startsWith("assay_"));
        }

        @Test
        void whose_jvm_is_killed_while_it_is_set_up_is_set_up_by_the_next_one_and_what_it_left_is_dropped()
                throws Exception {
            Member killed = member();
            String url = killed.ask("join");
            assertThat(killed.ask("stuck billing")).isEqualTo("stuck");
            assertThat(databases(url, "assay_%")).hasSize(1);
            Member waiting = member();
            waiting.ask("join");
            waiting.tell("template billing");
            killed.kill();
            assertThat(waiting.answer()).isEqualTo("made");
            List<String> half = databases(url, "assay\\_%\\_%");
            member().ask("join");
            await(() -> Stream.of(half).flatMap(List::stream).noneMatch(databases(url, "assay_%")::contains));
        }
    }

    @Test
    void databases_of_a_jvm_that_was_killed_are_dropped_by_the_next_one_unless_they_are_kept() throws Exception {
        Member killed = member();
        String url = killed.ask("join");
        killed.ask("template billing");
        String used = killed.ask("open");
        String kept = killed.ask("keep");
        Member living = member();
        living.ask("join");
        living.ask("template billing");
        String others = living.ask("open");
        killed.kill();
        member().ask("join");
        await(() -> !databases(url, "assay_%").contains(used));
        assertThat(databases(url, "assay_%")).contains(kept, others);

        // Somebody wants to look at it after the run.
        holder.destroyForcibly();
        Path server = folders().get(0);
        await(() -> Files.exists(server.resolve(Host.STAYS)));
        assertThat(databases(url, "assay_%")).contains(kept);
        assertThat(PostgresCache.of(config.cache()).servers())
                .filteredOn(each -> each.folder().equals(server))
                .singleElement()
                .satisfies(each -> assertThat(each.stays()).isTrue());
        PostgresCache.of(config.cache()).clean(Instant.EPOCH);
        await(() -> isEmpty(config.folder()));
    }

    private List<Path> folders() throws IOException {
        return files(config.folder());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static int count(String url, String table) throws SQLException {
        return Integer.parseInt(column(url, "SELECT count(*) FROM " + table).get(0));
    }

    private static List<String> databases(String url, String pattern) throws SQLException {
        return column(url, "SELECT datname FROM pg_database WHERE datname LIKE '" + pattern + "'");
    }

    static List<String> column(String url, String sql) throws SQLException {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        List<String> values = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
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
