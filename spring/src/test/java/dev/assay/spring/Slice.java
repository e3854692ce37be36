package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** A slice of the shop, whose annotation would have Spring replace its database. */
public abstract class Slice {
    @Autowired
    protected JdbcTemplate jdbc;

    private final String product;

    /**
     * Begins a test of it.
     *
     * @param product whose database it is to have
     */
    protected Slice(String product) {
        this.product = product;
    }

    private String names() {
        return jdbc.queryForList("select name from customer order by name", String.class)
                .toString();
    }

    @Test
    void has_the_database_that_it_is_to_have() {
        assertThat(jdbc.<String>execute(
                        (Connection connection) -> connection.getMetaData().getDatabaseProductName()))
                .isEqualTo(product);
        assertThat(names()).isEqualTo("[Ada, Grace]");
    }

    @RepeatedTest(3)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void what_a_test_commits_is_gone_with_it() {
        String own = "Mary " + UUID.randomUUID();
        jdbc.update("insert into customer (name) values (?)", own);
        assertThat(names()).isEqualTo("[Ada, Grace, " + own + "]");
    }

    @RepeatedTest(2)
    void springs_own_transaction_is_rolled_back_as_always() {
        String own = "Mary " + UUID.randomUUID();
        jdbc.update("insert into customer (name) values (?)", own);
        assertThat(names()).isEqualTo("[Ada, Grace, " + own + "]");
    }
}
