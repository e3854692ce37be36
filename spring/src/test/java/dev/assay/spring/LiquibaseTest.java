package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.spring.shop.Registration;
import dev.assay.spring.shop.ShopApplication;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same application with Liquibase in the place of Flyway. */
@SpringBootTest(
        classes = ShopApplication.class,
        properties = {"spring.flyway.enabled=false", "spring.liquibase.enabled=true"})
class LiquibaseTest {
    @Autowired
    Registration registration;

    @Autowired
    JdbcTemplate jdbc;

    @RepeatedTest(3)
    void a_test_begins_with_what_its_changes_left_and_leaves_nothing() {
        String own = UUID.randomUUID().toString();
        registration.register("Mary " + own);
        assertThat(registration.names()).containsExactly("Emmy", "Lise", "Mary " + own);
    }

    @Test
    void its_changes_have_been_made_once_in_the_tests_database() {
        assertThat(jdbc.queryForList("select id from databasechangelog order by orderexecuted", String.class))
                .containsExactly("customers", "first-customers");
        assertThat(jdbc.queryForObject("select locked from databasechangeloglock", Boolean.class))
                .isFalse();
    }
}
