package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.fixture.Sharing;
import dev.assay.sql.server.PostgresCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run tells its workers, and what a database makes of it. */
class SharedServerTest {
    @TempDir
    private Path folder;

    @Test
    void all_workers_of_a_run_have_one_server_that_ends_with_the_run() throws Exception {
        Launched run = Launched.start(folder, List.of(Sharing.One.class, Sharing.Other.class), "--workers", "2");
        assertThat(run.exitCode()).as(run.said()).isZero();
        String[] one = Files.readString(folder.resolve("one")).split(" ");
        String[] other = Files.readString(folder.resolve("other")).split(" ");
        assertThat(one[0]).as("port").isEqualTo(other[0]);
        assertThat(one[1]).as("process").isNotEqualTo(other[1]);
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (isRunning(Integer.parseInt(one[0]))) {
            assertThat(System.nanoTime()).as("a minute is over").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean isRunning(int port) {
        return PostgresCache.usual().servers().stream().anyMatch(server -> server.port() == port);
    }
}
