package dev.assay.sql.state;

import dev.assay.core.Diagnosis;
import dev.assay.sql.internal.LiveTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What was in the tables of a database at a moment.
 *
 * <pre>{@code
 * Tables before = Tables.read(database);
 * new Dunning(database).run();
 * List<Difference> done = before.differences(Tables.read(database));
 * assertThat(done).hasSize(1);
 * before.only("customer").assertSame(Tables.read(database).only("customer"));
 * }</pre>
 *
 * <p>All rows are read: it is for what tests have, not for what a year has gathered. What migrations note about themselves
 * is left out. Immutable.
 *
 * @since 0.1
 */
public final class Tables {
    /** So many differences say what happened; thousands say nothing. */
    private static final int SHOWN = 50;

    private final Map<String, TableRows> tables;

    /** All that there were, also those that were left out since. */
    private final Set<String> known;

    /** What was chosen by name. */
    private final Set<String> chosen;

    private Tables(Map<String, TableRows> tables, Set<String> known, Set<String> chosen) {
        this.tables = tables;
        this.known = known;
        this.chosen = chosen;
    }

    /**
     * Reads all tables of a database, as a test sees them if it is the test's.
     *
     * @throws SQLException if the database refuses
     */
    public static Tables read(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Map<String, TableRows> read = new TreeMap<>();
            for (LiveTables.Named table : new LiveTables(connection).all()) {
                if (!table.isOfMigrations()) {
                    read.put(table.shown(), TableRows.read(table, connection));
                }
            }
            return new Tables(read, Set.copyOf(read.keySet()), Set.of());
        }
    }

    /** Returns the same with these tables alone, each of which is there at one of two moments that are compared. */
    public Tables only(String... names) {
        Map<String, TableRows> some = new TreeMap<>(tables);
        some.keySet().retainAll(Set.of(names));
        return new Tables(some, known, plus(names));
    }

    /** Returns the same without these tables, each of which is there at one of two moments that are compared. */
    public Tables without(String... names) {
        Map<String, TableRows> some = new TreeMap<>(tables);
        some.keySet().removeAll(Set.of(names));
        return new Tables(some, known, plus(names));
    }

    private Set<String> plus(String... names) {
        Set<String> all = new TreeSet<>(chosen);
        all.addAll(List.of(names));
        return all;
    }

    /** Returns the names of all tables; one has its schema before it, unless that is the one in which connections begin. */
    public Set<String> names() {
        return Set.copyOf(tables.keySet());
    }

    /**
     * Returns how many rows a table had.
     *
     * @throws IllegalArgumentException if there was no such table
     */
    public long count(String table) {
        TableRows rows = tables.get(table);
        if (rows == null) {
            throw new IllegalArgumentException("table (" + table + ") must be one of " + tables.keySet());
        }
        return rows.rows().size();
    }

    /**
     * Returns in what a later moment differs: by table, then row, then column. Rows are the same that have the same primary
     * key; where a table has none, all of their values.
     *
     * @throws IllegalArgumentException if a table was chosen that there was at neither moment
     */
    public List<Difference> differences(Tables later) {
        refuseUnknown(chosen, later);
        refuseUnknown(later.chosen, later);
        List<Difference> found = new ArrayList<>();
        tables.forEach((name, rows) -> {
            TableRows now = later.tables.get(name);
            if (now == null) {
                found.add(new Difference.TableGone(name));
            } else {
                rows.compare(name, now, found);
            }
        });
        later.tables.keySet().stream()
                .filter(name -> !tables.containsKey(name))
                .forEach(name -> found.add(new Difference.TableAdded(name)));
        return List.copyOf(found);
    }

    /** A name that is misspelt would compare nothing, and find no difference. */
    private void refuseUnknown(Set<String> names, Tables later) {
        Set<String> both = new TreeSet<>(known);
        both.addAll(later.known);
        for (String name : names) {
            if (!both.contains(name)) {
                throw new IllegalArgumentException("table (" + name + ") must be one of " + both);
            }
        }
    }

    /**
     * Fails unless a later moment is the same.
     *
     * @throws IllegalArgumentException if a table was chosen that there was at neither moment
     * @throws AssertionError ASSAY-SQL-062, which says in what they differ
     */
    public void assertSame(Tables later) {
        List<Difference> found = differences(later);
        if (!found.isEmpty()) {
            throw new AssertionError(Diagnosis.of("ASSAY-SQL-062", "tables differ that should be the same.")
                    .with("differences", found.size())
                    .with("tables", render(found))
                    .because("+ is new, - is gone, ~ has another value")
                    .toFix("what wrote it, or before.without(\"...\") for tables that may differ")
                    .render());
        }
    }

    /** Returns differences as people read them: a table's below its name, fifty of them at most. */
    public static String render(List<Difference> differences) {
        StringBuilder text = new StringBuilder();
        String table = "";
        for (Difference each : differences.subList(0, Math.min(SHOWN, differences.size()))) {
            if (!each.table().equals(table)) {
                table = each.table();
                text.append(text.isEmpty() ? "" : "\n").append(table);
            }
            text.append("\n  ").append(each.line());
        }
        if (differences.size() > SHOWN) {
            text.append("\nand ").append(differences.size() - SHOWN).append(" more");
        }
        return text.toString();
    }
}
