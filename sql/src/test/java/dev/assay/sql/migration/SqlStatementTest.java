package dev.assay.sql.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlStatementTest {
    private static List<String> texts(String script) {
        return SqlStatement.of(script).stream().map(SqlStatement::text).toList();
    }

    @Test
    void semicolons_end_statements() {
        assertThat(texts("SELECT 1;\nSELECT 2 ;; \n SELECT 3")).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
        assertThat(texts(" \n-- nothing\n/* at all; */")).isEmpty();
    }

    @Test
    void what_is_quoted_or_a_comment_ends_none() {
        assertThat(texts("SELECT 'a;b''c;', \"d;\"; SELECT 2")).hasSize(2);
        assertThat(texts("SELECT E'a\\';b'; SELECT 2")).containsExactly("SELECT E'a\\';b'", "SELECT 2");
        assertThat(texts("SELECT 'a\\'; SELECT 2")).containsExactly("SELECT 'a\\'", "SELECT 2");
        assertThat(texts("SELECT 1 -- one; not two\n; SELECT 2")).hasSize(2);
        assertThat(texts("SELECT /* a; /* b; */ c; */ 1; SELECT 2")).hasSize(2);
        assertThat(texts("DO $$ BEGIN; END; $$; SELECT 2")).hasSize(2);
        assertThat(texts("DO $a$ BEGIN; $$;$$ END; $a$; SELECT $1; SELECT 3")).hasSize(3);
    }

    @Test
    void a_body_in_sqls_own_words_is_one() {
        assertThat(texts("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3"))
                .hasSize(2);
    }

    @Test
    void a_statement_knows_its_line() {
        assertThat(SqlStatement.of("-- first\n\nSELECT 1;\n\n/* more\n */ SELECT 2"))
                .extracting(SqlStatement::line)
                .containsExactly(3, 6);
    }
}
