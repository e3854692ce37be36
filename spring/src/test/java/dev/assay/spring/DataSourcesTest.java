package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** All data sources of an application join: several, replicas, those that only choose one, and late ones; without Boot too. */
@SpringJUnitConfig(DataSourcesTest.Sources.class)
class DataSourcesTest {
    @Configuration
    static class Sources {
        @Bean
        DataSource shop() {
            HikariDataSource pool = hikari("jdbc:postgresql://primary.example/shop");
            pool.setAutoCommit(false);
            return pool;
        }

        /** The same database, elsewhere. */
        @Bean
        DataSource replica() {
            HikariDataSource pool = hikari("jdbc:postgresql://replica.example/shop");
            pool.setReadOnly(true);
            return pool;
        }

        @Bean
        DataSource archive() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl("jdbc:postgresql://archive.example/archive");
            return source;
        }

        @Bean
        DataSource routing() {
            ThreadRouting routing = new ThreadRouting();
            routing.setTargetDataSources(Map.of(
                    "shop", hikari("jdbc:postgresql://primary.example/shop"),
                    "archive", hikari("jdbc:postgresql://archive.example/archive")));
            return routing;
        }

        @Bean
        DataSource lazy(@Qualifier("shop") DataSource shop) {
            return new LazyConnectionDataSourceProxy(shop);
        }

        /** One of the user's own around a bean. */
        @Bean
        DataSource counting(@Qualifier("shop") DataSource shop) {
            return new Counting(shop);
        }

        /** One of the user's own around what is no bean. */
        @Bean
        DataSource countingArchive() {
            return new Counting(hikari("jdbc:postgresql://archive.example/archive"));
        }

        /** A database that is called as another one is, and written to. */
        @Bean
        DataSource elsewhere() {
            return hikari("jdbc:postgresql://elsewhere.example/archive");
        }

        @Bean
        Object schema(@Qualifier("shop") DataSource shop, @Qualifier("archive") DataSource archive) throws Exception {
            for (DataSource each : new DataSource[] {shop, archive}) {
                try (Connection connection = each.getConnection()) {
                    connection.createStatement().execute("create table item (name text)");
                    if (!connection.getAutoCommit()) {
                        connection.commit();
                    }
                }
            }
            return "there";
        }

        private static HikariDataSource hikari(String url) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(url);
            return pool;
        }
    }

    /** Counts connections, and passes on nothing that it is not asked. */
    static final class Counting extends AbstractDataSource {
        final AtomicInteger connections = new AtomicInteger();
        private final DataSource counted;

        Counting(DataSource counted) {
            this.counted = counted;
        }

        @Override
        public Connection getConnection() throws SQLException {
            connections.incrementAndGet();
            return counted.getConnection();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException();
        }
    }

    static final class ThreadRouting extends AbstractRoutingDataSource {
        static final ThreadLocal<String> KEY = ThreadLocal.withInitial(() -> "shop");

        @Override
        protected Object determineCurrentLookupKey() {
            return KEY.get();
        }
    }

    private final DataSource primary;
    private final JdbcTemplate replica;
    private final JdbcTemplate archive;
    private final JdbcTemplate routing;

    @Autowired
    AutowireCapableBeanFactory beans;

    DataSourcesTest(
            @Autowired @Qualifier("shop") DataSource shop,
            @Autowired @Qualifier("replica") DataSource replica,
            @Autowired @Qualifier("archive") DataSource archive,
            @Autowired @Qualifier("routing") DataSource routing) {
        this.primary = shop;
        this.replica = new JdbcTemplate(replica);
        this.archive = new JdbcTemplate(archive);
        this.routing = new JdbcTemplate(routing);
    }

    private static int items(JdbcTemplate from) {
        return Objects.requireNonNull(from.queryForObject("select count(*) from item", Integer.class));
    }

    private static void add(JdbcTemplate to) {
        to.update("insert into item values ('x')");
    }

    @Test
    void autocommit_is_off_where_the_pool_has_it_off() throws Exception {
        try (Connection connection = primary.getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
            connection.createStatement().executeUpdate("insert into item values ('y')");
            connection.rollback();
            assertThat(connection
                            .createStatement()
                            .executeQuery("select 1 from item")
                            .next())
                    .isFalse();
            connection.rollback();
        }
    }

    @RepeatedTest(4)
    void each_test_has_all_of_them() {
        add(archive);
        add(archive);
        assertThat(items(archive)).isEqualTo(2);
    }

    @RepeatedTest(4)
    void a_replica_sees_what_the_primary_wrote_and_writes_nothing() throws Exception {
        try (Connection connection = primary.getConnection()) {
            connection.createStatement().executeUpdate("insert into item values ('x')");
            connection.commit();
        }
        assertThat(items(replica)).isEqualTo(1);
        assertThatThrownBy(() -> add(replica)).hasStackTraceContaining("read-only");
    }

    @RepeatedTest(2)
    void one_that_chooses_among_others_chooses_as_always() {
        ThreadRouting.KEY.set("archive");
        try {
            add(routing);
            assertThat(items(archive)).isEqualTo(1);
        } finally {
            ThreadRouting.KEY.remove();
        }
        assertThat(items(routing)).isZero();
        add(routing);
        assertThat(items(replica)).isEqualTo(1);
    }

    @Test
    void a_late_one_joins() {
        HikariDataSource late = Sources.hikari("jdbc:postgresql://primary.example/shop");
        DataSource joined = (DataSource) beans.initializeBean(late, "late");
        add(new JdbcTemplate(joined));
        assertThat(items(replica)).isEqualTo(1);
    }

    @RepeatedTest(2)
    void one_around_a_bean_remains_what_it_is_and_has_the_tests_connections(
            @Autowired @Qualifier("counting") DataSource around) throws Exception {
        int before = ((Counting) around).connections.get();
        try (Connection connection = around.getConnection()) {
            assertThat(connection.getAutoCommit()).isFalse();
            connection.createStatement().executeUpdate("insert into item values ('x')");
            connection.commit();
        }
        assertThat(((Counting) around).connections.get()).isGreaterThan(before);
        assertThat(items(replica)).isEqualTo(1);
    }

    @RepeatedTest(2)
    void what_is_behind_another_one_is_the_tests_too(@Autowired @Qualifier("countingArchive") DataSource around) {
        add(new JdbcTemplate(around));
        assertThat(around).isInstanceOf(Counting.class);
        assertThat(items(archive)).isEqualTo(1);
    }

    @Test
    void one_of_the_same_name_on_another_server_is_another_database(
            @Autowired @Qualifier("elsewhere") DataSource elsewhere) {
        JdbcTemplate other = new JdbcTemplate(elsewhere);
        other.execute("create table item (other text)");
        other.update("insert into item values ('x')");
        assertThat(items(other)).isEqualTo(1);
        assertThat(items(archive)).isZero();
    }

    @Test
    void what_the_pool_is_can_be_asked() throws Exception {
        assertThat(primary.unwrap(HikariDataSource.class).getMaximumPoolSize()).isPositive();
    }
}
