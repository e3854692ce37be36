package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A database that there is no sandbox for, beside one that there is one for. */
@Execution(ExecutionMode.SAME_THREAD)
@SpringJUnitConfig(UnboxedTest.Sources.class)
class UnboxedTest {
    @Configuration
    static class Sources {
        @Bean
        DataSource shop() {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:postgresql://primary.example/shop");
            return pool;
        }

        @Bean
        DataSource cache() throws Exception {
            Path file = Files.createTempFile("cache", ".sqlite");
            file.toFile().deleteOnExit();
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl("jdbc:sqlite:" + file);
            new JdbcTemplate(pool).execute("create table seen (name text)");
            return pool;
        }
    }

    @Autowired
    DataSource shop;

    @Autowired
    DataSource cache;

    @Test
    void it_is_the_applications_own_and_the_other_one_the_tests() {
        assertThat(cache).isInstanceOf(HikariDataSource.class);
        JdbcTemplate seen = new JdbcTemplate(cache);
        seen.update("delete from seen");
        seen.update("insert into seen values ('once')");
        assertThat(seen.queryForObject("select count(*) from seen", Integer.class))
                .isEqualTo(1);
        assertThat(new JdbcTemplate(shop).queryForObject("select 1", Integer.class))
                .isEqualTo(1);
        assertThat(shop).isNotInstanceOf(HikariDataSource.class);
    }
}
