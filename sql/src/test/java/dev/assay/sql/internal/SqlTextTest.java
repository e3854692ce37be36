package dev.assay.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.sql.internal.SqlText.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT * FROM t                                        | READ
            select count(*), max(a) from t where b in (1, 2)       | READ
            WITH x AS (SELECT 1) SELECT * FROM x                   | READ
            (SELECT 1) UNION (SELECT 2)                            | READ
            VALUES (1)                                             | READ
            SHOW search_path                                       | READ
            EXPLAIN DELETE FROM t                                  | READ
            SELECT 'DELETE FROM t', "INTO" FROM t                  | READ
            -- DELETE\\nSELECT 1                                   | READ
            /* a /* nested */ DELETE */ SELECT 1                   | READ
            SELECT $$ ; DELETE $$, $a$ $$ ; $a$                    | READ
            EXPLAIN ANALYZE DELETE FROM t                          | WRITE
            SELECT * FROM t FOR UPDATE                             | WRITE
            SELECT * FROM t FOR NO KEY UPDATE SKIP LOCKED          | WRITE
            SELECT my_function(1)                                  | WRITE
            SELECT nextval('s')                                    | WRITE
            SELECT * INTO u FROM t                                 | WRITE
            WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x  | WRITE
            INSERT INTO t VALUES (1)                               | WRITE
            MERGE INTO t USING u ON a = b WHEN MATCHED THEN DELETE | WRITE
            COPY t FROM STDIN                                      | WRITE
            DO $$ BEGIN COMMIT; END $$                             | WRITE
            CALL p()                                               | WRITE
            SET search_path = a                                    | SESSION
            LOCK TABLE t                                           | SESSION
            CREATE TABLE t (a int)                                 | SCHEMA
            ALTER TABLE t ADD b int                                | SCHEMA
            TRUNCATE t                                             | SCHEMA
            BEGIN                                                  | CONTROL
            START TRANSACTION                                      | CONTROL
            /* x */ commit                                         | CONTROL
            ROLLBACK TO SAVEPOINT a                                | CONTROL
            PREPARE TRANSACTION 'a'                                | CONTROL
            SELECT 1; COMMIT                                       | CONTROL
            SET AUTOCOMMIT FALSE                                   | CONTROL
            SET SESSION autocommit = 1                             | CONTROL
            SET @@session.autocommit = 1                           | CONTROL
            SHUTDOWN                                               | ALONE
            VACUUM t                                               | ALONE
            CREATE INDEX CONCURRENTLY i ON t (a)                   | ALONE
            DROP DATABASE d                                        | ALONE
            DISCARD ALL                                            | ALONE
            """)
    void a_statement_does_what_its_words_say(String sql, Kind kind) {
        assertThat(SqlText.of(sql.replace("\\n", "\n")).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", "-- nothing", "/* nothing", "/*"})
    void what_is_no_statement_does_nothing(String sql) {
        assertThat(SqlText.of(sql).statements()).isEmpty();
        assertThat(SqlText.of(sql).kind()).isEqualTo(Kind.READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'unfinished", "$$ unfinished", "$", "$1", "?"})
    void what_nobody_knows_may_write(String sql) {
        assertThat(SqlText.of(sql).kind()).isEqualTo(Kind.WRITE);
    }

    @Test
    void a_text_has_as_many_statements_as_semicolons_part() {
        SqlText text = SqlText.of("INSERT INTO t VALUES ('a;b', E'\\';', $x$;$x$); -- ;\n SELECT 1;");
        assertThat(text.statements()).extracting(SqlText.Statement::kind).containsExactly(Kind.WRITE, Kind.READ);
        assertThat(text.words(Kind.WRITE)).isEqualTo("INSERT INTO T VALUES");
    }

    @Test
    void in_MariaDB_comments_do_not_nest_and_what_is_set_locally_is_the_sessions() {
        assertThat(SqlText.ofMariaDb("/* a /* b */ COMMIT").kind()).isEqualTo(Kind.CONTROL);
        assertThat(SqlText.ofMariaDb("SET LOCAL sort_buffer_size = 1").scoped()).isSameAs(CommitScoped.NONE);
        assertThat(SqlText.of("SET LOCAL work_mem = 128").scoped().settings()).containsExactly("work_mem");
    }
}
