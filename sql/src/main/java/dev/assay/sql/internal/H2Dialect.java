package dev.assay.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** H2, in whichever mode. */
final class H2Dialect extends StandardDialect {
    /** What may be set, variables included, without ending the transaction, as H2 does at any other SET. */
    private static final Set<String> SETTABLE = Set.of("SCHEMA", "LOCK_TIMEOUT", "QUERY_TIMEOUT", "WRITE_DELAY", "@");

    /** The first words of what commits, or may do what does, besides what changes the schema. */
    private static final Set<String> COMMITTING = Set.of("ANALYZE", "SCRIPT", "RUNSCRIPT", "BACKUP");

    @Override
    public void begin(Connection connection, SessionSettings settings) throws SQLException {
        long millis = settings.lockTimeout().toMillis();
        execute(connection, List.of("SET LOCK_TIMEOUT " + (millis == 0 ? Integer.MAX_VALUE : millis)));
        super.begin(connection, settings);
    }

    @Override
    public boolean commits(SqlText.Statement statement) {
        String[] words = statement.words().split(" ");
        String second = words.length > 1 ? words[1] : "";
        return super.commits(statement)
                || COMMITTING.contains(words[0])
                || words[0].equals("SET") && !SETTABLE.contains(second)
                || words[0].equals("EXECUTE") && second.equals("IMMEDIATE");
    }
}
