package dev.assay.sql.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.sql.JdbcUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresServerTest {
    @TempDir
    private Path folder;

    private PostgresConfig config() {
        return PostgresConfig.USUAL.folder(folder);
    }

    @Test
    void takes_connections_and_leaves_nothing_when_it_is_closed() throws SQLException {
        PostgresServer server = PostgresServer.start(config().connections(37).setting("work_mem", "7MB"));
        assertThat(server.isRunning()).isTrue();
        assertThat(one(server, "SHOW server_version")).startsWith("18.");
        assertThat(one(server, "SHOW max_connections")).isEqualTo("37");
        assertThat(one(server, "SHOW work_mem")).isEqualTo("7MB");
        assertThat(one(server, "SHOW fsync")).isEqualTo("off");
        assertThat(one(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(folder).isNotEmptyDirectory();

        server.close();
        server.close();
        assertThat(server.isRunning()).isFalse();
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> one(server, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void is_one_of_many_that_know_nothing_of_each_other() throws SQLException {
        try (PostgresServer one = PostgresServer.start(config());
                PostgresServer other = PostgresServer.start(config())) {
            try (Connection connection = one.database("postgres").getConnection()) {
                connection.createStatement().execute("CREATE DATABASE mine");
            }
            assertThat(one(one, "SELECT count(*) FROM pg_database")).isEqualTo("4");
            assertThat(one(other, "SELECT count(*) FROM pg_database")).isEqualTo("3");
        }
    }

    @Test
    void lets_wait_who_would_have_one_connection_too_many() throws Exception {
        try (PostgresServer server = PostgresServer.start(config().connections(5))) {
            DataSource database = server.database("postgres");
            List<Connection> all = new ArrayList<>();
            FutureTask<Boolean> oneMore = new FutureTask<>(() -> {
                try (Connection connection = database.getConnection()) {
                    return connection.isValid(1);
                }
            });
            for (int i = 0; i < 5; i++) {
                all.add(database.getConnection());
            }
            Thread waiting = new Thread(oneMore);
            waiting.start();
            await(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            assertThat(oneMore.isDone()).isFalse();
            all.get(0).close();
            assertThat(oneMore.get()).isTrue();
            for (Connection each : all) {
                each.close();
            }
        }
    }

    @Test
    void is_unpacked_once_by_all_who_begin_at_the_same_time() throws Exception {
        PostgresConfig fresh = config().cache(folder.resolve("cache"));
        List<FutureTask<String>> starts = Stream.generate(() -> new FutureTask<>(() -> {
                    try (PostgresServer server = PostgresServer.start(fresh)) {
                        return one(server, "SELECT 1");
                    }
                }))
                .limit(3)
                .toList();
        starts.forEach(start -> new Thread(start).start());
        for (FutureTask<String> start : starts) {
            assertThat(start.get()).isEqualTo("1");
        }
        try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
            assertThat(kept.filter(Files::isDirectory).filter(each -> !each.endsWith(Registry.FOLDER)))
                    .hasSize(2);
        }
    }

    @Nested
    class Nobody_gets_in {
        private static String state(String url) {
            SQLException refused = catchThrowableOfType(SQLException.class, () -> {
                PGSimpleDataSource database = new PGSimpleDataSource();
                database.setUrl(url);
                database.getConnection().close();
            });
            return refused == null ? "let in" : String.valueOf(refused.getSQLState());
        }

        @Test
        void without_the_servers_password_which_is_its_own() {
            try (PostgresServer one = PostgresServer.start(config());
                    PostgresServer other = PostgresServer.start(config())) {
                String url = one.url("postgres");
                assertThat(state(url)).isEqualTo("let in");
                assertThat(state(url.replaceFirst("&password=.*", ""))).isNotEqualTo("let in");
                assertThat(state(url.replaceFirst("&password=.*", "&password=postgres")))
                        .isEqualTo("28P01");
                assertThat(state(url.replaceFirst(":[0-9]+/", ":" + other.port() + "/")))
                        .isEqualTo("28P01");
            }
        }

        @Test
        void as_a_role_without_a_password_and_with_one_whoever_knows_it() throws SQLException {
            try (PostgresServer server = PostgresServer.start(config())) {
                try (Connection connection = server.database("postgres").getConnection()) {
                    connection.createStatement().execute("CREATE ROLE clerk SUPERUSER LOGIN");
                    connection.createStatement().execute("CREATE ROLE reader LOGIN PASSWORD 'reads'");
                }
                String url = server.url("postgres").replaceFirst("[?].*", "");
                assertThat(state(url + "?user=clerk&password=clerk")).isEqualTo("28P01");
                assertThat(state(url + "?user=reader&password=reads")).isEqualTo("let in");
            }
        }

        @Test
        void as_another_role_unless_the_server_is_told_to_let_it_in() throws SQLException {
            try (PostgresServer server = PostgresServer.start(config())) {
                Template template = server.template("roles", database -> {
                    try (Connection connection = database.getConnection()) {
                        connection.createStatement().execute("CREATE ROLE \"the clerk\" PASSWORD 'theirs'");
                    }
                });
                try (DatabaseClone clone = template.open()) {
                    JdbcUrl address = clone.address("the clerk");
                    assertThat(address.url()).doesNotContain(address.password());
                    try (Connection connection =
                            DriverManager.getConnection(address.url(), address.user(), address.password())) {
                        assertThat(connection.getMetaData().getUserName()).isEqualTo("the clerk");
                    }
                    assertThatThrownBy(() -> clone.address("boss")).satisfies(Golden::check);
                }
            }
        }

        @Test
        void by_what_is_written_down_of_it() throws IOException {
            assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
            PostgresConfig own = config().cache(folder.resolve("cache"));
            try (PostgresServer server = PostgresServer.start(own)) {
                String password = server.url("").replaceFirst(".*password=", "");
                List<Path> secrets = new ArrayList<>();
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                        if (Files.size(file) < 10_000
                                        && Files.readString(file, ISO_8859_1).contains(password)
                                || file.endsWith("assay.password")) {
                            secrets.add(file);
                        }
                    }
                }
                assertThat(secrets)
                        .hasSize(3) // the server's note, its data directory and that of the cluster in the cache
                        .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                                .isEqualTo(PosixFilePermissions.fromString("rw-------")));
                assertThat(secrets)
                        .filteredOn(file -> file.endsWith("assay.password"))
                        .hasSize(2)
                        .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file.getParent()))
                                .isEqualTo(PosixFilePermissions.fromString("rwx------")));
            }
        }
    }

    @Nested
    class Ends {
        @Test
        void with_the_jvm_that_started_it_although_that_is_killed() throws Exception {
            Process jvm = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Starter.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = jvm.inputReader()) {
                assertThat(said.readLine()).isEqualTo("started");
                assertThat(folder).isNotEmptyDirectory();
                jvm.destroyForcibly().waitFor();
                await(() -> isEmpty(folder));
            }
        }

        @Test
        void and_is_there_again_with_what_was_committed_if_it_is_killed() throws Exception {
            try (PostgresServer server = PostgresServer.start(config());
                    Connection connection = server.database("postgres").getConnection()) {
                Template template = server.template(
                        "survives",
                        database -> database.getConnection().createStatement().execute("CREATE TABLE t (a int)"));
                DatabaseClone clone = template.open();
                try (Connection own = clone.database().getConnection()) {
                    own.createStatement().execute("INSERT INTO t VALUES (1)");
                }
                int port = server.port();
                postmaster().destroyForcibly();
                // Whose connection breaks is told so by the driver; who comes after it sees nothing of it.
                await(() -> isBroken(connection));
                assertThat(one(server, "SELECT 1")).isEqualTo("1");
                assertThat(one(clone.database(), "SELECT count(*) FROM t")).isEqualTo("1");
                assertThat(one(template.open().database(), "SELECT count(*) FROM t"))
                        .isEqualTo("0");
                assertThat(server.port()).isEqualTo(port);
                assertThat(server.isRunning()).isTrue();
            }
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void and_a_template_is_set_up_again_that_was_being_set_up_when_it_was_killed() throws Exception {
            AtomicInteger times = new AtomicInteger();
            try (PostgresServer server = PostgresServer.start(config())) {
                Template template = server.template("restarted", database -> {
                    try (Connection connection = database.getConnection()) {
                        connection.createStatement().execute("CREATE TABLE t AS SELECT 7 AS a");
                        if (times.incrementAndGet() == 1) {
                            postmaster().destroyForcibly();
                            while (true) {
                                connection.createStatement().execute("SELECT 1");
                            }
                        }
                    }
                });
                assertThat(times).hasValue(2);
                try (DatabaseClone clone = template.open()) {
                    assertThat(one(clone.database(), "SELECT a FROM t")).isEqualTo("7");
                }
            }
        }

        private static boolean isBroken(Connection connection) {
            try {
                connection.createStatement().execute("SELECT 1");
                return false;
            } catch (SQLException e) {
                return true;
            }
        }

        @Test
        void by_whoever_comes_next_if_what_holds_it_is_killed() throws Exception {
            PostgresConfig own = config().cache(folder.resolve("cache"));
            PostgresServer orphan = PostgresServer.start(own.folder(Files.createDirectory(folder.resolve("orphan"))));
            ProcessHandle postmaster = postmaster();
            ProcessHandle host =
                    new Registry(own.cache()).running().get(0).host().handle().orElseThrow();
            host.destroyForcibly();
            await(() -> !orphan.isRunning());
            assertThat(postmaster.isAlive()).isTrue();
            PostgresServer.start(own).close();
            await(() -> !postmaster.isAlive());
            assertThat(folder.resolve("orphan")).isEmptyDirectory();
        }

        private ProcessHandle postmaster() throws IOException {
            try (Stream<Path> files = Files.walk(folder, 4)) {
                Path pid = files.filter(file -> file.endsWith("postmaster.pid"))
                        .findFirst()
                        .orElseThrow();
                // Its own number is another outside of its name space, where it has one.
                String port = Files.readAllLines(pid).get(3);
                return ProcessHandle.allProcesses()
                        .filter(process -> process.info().command().orElse("").endsWith("postgres")
                                && process.info().commandLine().orElse("").contains("-p " + port))
                        .findFirst()
                        .orElseThrow();
            }
        }
    }

    @Nested
    class It_says_what_is_wrong {
        @Test
        void where_there_is_none_for_the_machine() {
            assertThatThrownBy(() -> Binaries.find("Linux", "riscv64")).satisfies(Golden::check);
        }

        @Test
        void where_it_does_not_start() {
            assertThatThrownBy(() -> PostgresServer.start(config().setting("shared_bufers", "1MB")))
                    .satisfies(Golden::check);
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void where_the_disk_is_full() throws Exception {
            Path disk = Files.createDirectory(folder.resolve("disk"));
            int mounted = command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
            assumeThat(mounted).as("mounting a tmpfs, which root may, says").isZero();
            try {
                assertThatThrownBy(() -> PostgresServer.start(config().folder(disk)))
                        .hasMessageStartingWith("ASSAY-SQL-031")
                        .hasMessageContaining("No space left on device");
                assertThat(disk).isEmptyDirectory();
                assertThatThrownBy(() -> PostgresServer.start(config().cache(disk.resolve("cache"))))
                        .hasMessageStartingWith("ASSAY-SQL-031");
                try (Stream<Path> kept = Files.list(disk.resolve("cache"))) {
                    assertThat(kept.filter(Files::isDirectory)).isEmpty();
                }
            } finally {
                command("umount", disk.toString());
            }
        }

        @Test
        void where_the_disk_becomes_full_and_goes_on_when_there_is_room_again() throws Exception {
            Path disk = Files.createDirectory(folder.resolve("disk"));
            int mounted = command("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString());
            assumeThat(mounted).as("mounting a tmpfs, which root may, says").isZero();
            try (PostgresServer server = PostgresServer.start(config().folder(disk))) {
                Template template = server.template("large", database -> {
                    try (Connection connection = database.getConnection()) {
                        connection.createStatement().execute("CREATE TABLE t (a int)");
                    }
                });
                List<DatabaseClone> clones = new ArrayList<>();
                assertThatThrownBy(() -> {
                            while (clones.size() < 20) {
                                clones.add(template.open());
                            }
                        })
                        .hasMessageStartingWith("ASSAY-SQL-034")
                        .hasMessageContaining("No space left on device");
                assertThat(clones).isNotEmpty();
                assertThat(one(clones.get(0).database(), "SELECT count(*) FROM t"))
                        .isEqualTo("0");
                for (DatabaseClone each : clones) {
                    server.copies().drop(each.name());
                }
                try (DatabaseClone again = template.open()) {
                    assertThat(one(again.database(), "SELECT count(*) FROM t")).isEqualTo("0");
                }
            } finally {
                command("umount", disk.toString());
            }
        }

        @Test
        void where_a_folder_is_a_file() throws IOException {
            Path file = Files.createFile(folder.resolve("file"));
            assertThatThrownBy(() -> PostgresServer.start(config().folder(file)))
                    .satisfies(Golden::check);
        }
    }

    /** Starts a server and lives until it is killed. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] arguments) throws InterruptedException {
            PostgresServer.start(PostgresConfig.USUAL.folder(Path.of(arguments[0])));
            System.out.println("started");
            Thread.currentThread().join();
        }
    }

    private static String one(PostgresServer server, String sql) throws SQLException {
        return one(server.database("postgres"), sql);
    }

    private static String one(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int command(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
