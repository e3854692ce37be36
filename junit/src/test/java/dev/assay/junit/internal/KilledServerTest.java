package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.assay.junit.Database;
import dev.assay.sql.migration.Migrations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The server that tests share is killed with its host, in a JVM of its own: the next test has another one. */
class KilledServerTest {
    static final class Nothing implements Migrations {
        @Override
        public String fingerprint() {
            return "nothing";
        }

        @Override
        public void migrate(DataSource database) {
            // An empty database will do.
        }
    }

    static class Play {
        @Test
        void connects(@Database(migrations = Nothing.class) DataSource database) throws SQLException {
            try (var connection = database.getConnection()) {
                assertThat(connection.isValid(10)).isTrue();
            }
        }
    }

    /** Plays, kills the server and its host, and plays again. */
    public static final class Jvm {
        public static void main(String[] arguments) {
            long first = passed();
            List<ProcessHandle> hosts =
                    ProcessHandle.allProcesses().filter(Jvm::isOwnHost).toList();
            for (ProcessHandle host : hosts) {
                List<ProcessHandle> servers = host.descendants().toList();
                host.destroyForcibly();
                host.onExit().join(); // it would start the server again
                servers.forEach(ProcessHandle::destroyForcibly);
                servers.forEach(each -> each.onExit().join());
            }
            System.out.println(first + " " + !hosts.isEmpty() + " " + passed());
        }

        /** A host is no child of the JVM, whose process it is given. */
        private static boolean isOwnHost(ProcessHandle process) {
            List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
            return arguments.contains("assay-postgres")
                    && arguments.contains(String.valueOf(ProcessHandle.current().pid()));
        }

        private static long passed() {
            SummaryGeneratingListener summary = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(request().selectors(selectClass(Play.class)).build(), summary);
            summary.getSummary()
                    .getFailures()
                    .forEach(each -> each.getException().printStackTrace());
            return summary.getSummary().getTestsSucceededCount();
        }
    }

    @Test
    void the_next_test_has_another_server() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Jvm.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("ASSAY_RUN");
        Process jvm = builder.start();
        String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("1 true 1");
    }
}
