package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

class PoolSizeTest {
    @ParameterizedTest
    @CsvSource({"10, 2, 30", "1, 1, 2", "3, 1, 5", "16, 1, 24"})
    void is_tests_times_databases_and_half_as_many_again(int tests, int databases, int connections) {
        assertThat(new PoolSize(tests, databases).connections()).isEqualTo(connections);
        assertThat(PostgresConfig.forTests(tests, databases).connections()).isGreaterThanOrEqualTo(connections + 3);
    }

    @Test
    void fits_what_a_server_does_not_keep_to_itself() {
        assertThat(new PoolSize(100, 2).fits(97)).isFalse();
        assertThat(new PoolSize(100, 2).most(97)).isEqualTo(32);
        assertThat(new PoolSize(32, 2).fits(97)).isTrue();
        assertThat(new PoolSize(33, 2).fits(97)).isFalse();
        assertThat(new PoolSize(1, 2).most(1)).isEqualTo(1);
    }

    @Test
    void has_tests_and_databases() {
        assertThatThrownBy(() -> new PoolSize(0, 1))
                .hasMessage("concurrentTests (0) and databases (1) must be 1 or more");
    }

    @Test
    void is_checked_against_what_a_server_takes_and_whether_it_lets_anyone_in() {
        try (PostgresServer server = PostgresServer.start(PostgresConfig.USUAL.connections(20))) {
            new PoolSize(5, 2).check(server.database("postgres"));
            assertThatThrownBy(() -> new PoolSize(10, 2).check(server.database("postgres")))
                    .satisfies(Golden::check);
            PGSimpleDataSource other = new PGSimpleDataSource();
            other.setUrl(server.url("postgres").replace("user=postgres", "user=nobody"));
            assertThatThrownBy(() -> new PoolSize(1, 1).check(other)).satisfies(Golden::check);
        }
        PGSimpleDataSource none = new PGSimpleDataSource();
        none.setUrl("jdbc:postgresql://127.0.0.1:1/postgres?user=postgres");
        assertThatThrownBy(() -> new PoolSize(1, 1).check(none))
                .hasMessageStartingWith("ASSAY-SQL-039")
                .hasMessageContaining("08001")
                .hasMessageContaining("see that the server runs");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "500MB, 524288000", "2 gb, 2147483648", "17B, 17"})
    void a_caches_limit_has_a_unit(String text, long bytes) {
        assertThat(CacheLimit.parse(text)).isEqualTo(bytes);
    }

    @Test
    void a_limit_that_is_no_size_is_refused() {
        assertThatThrownBy(() -> CacheLimit.parse("much")).satisfies(Golden::check);
    }
}
