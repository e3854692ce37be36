package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * How many rows a table has, and between which keys.
 *
 * @param rows how many
 * @param counted whether keys are whole numbers that nothing else determines; the bounds say nothing where they are not
 * @param least the lowest key; 0 if there are no rows
 * @param most the highest key; 0 if there are no rows
 */
record LiveKeys(long rows, boolean counted, long least, long most) {
    /** So many rows are quickly made, and more than tests delete. */
    private static final long FEW = 250_000;

    private static final Set<Class<?>> NUMBERS =
            Set.of(long.class, Long.class, int.class, Integer.class, short.class, Short.class, BigDecimal.class);

    static LiveKeys read(Connection connection, JdbcLoad tables, Entity entity) throws SQLException {
        LiveTable table = tables.table(entity);
        boolean counted = isCounted(entity);
        String bounds = "";
        if (counted) {
            String column = table.targets().stream()
                    .filter(target -> target.field().name().equals(entity.key().get(0)))
                    .map(target -> tables.quote(target.column().name()))
                    .findFirst()
                    .orElseThrow();
            bounds = ", MIN(" + column + "), MAX(" + column + ")";
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*)" + bounds + " FROM " + table.name())) {
            row.next();
            return new LiveKeys(row.getLong(1), counted, counted ? row.getLong(2) : 0, counted ? row.getLong(3) : 0);
        }
    }

    private static boolean isCounted(Entity entity) {
        if (entity.key().size() != 1) {
            return false;
        }
        Field key = entity.field(entity.key().get(0));
        return NUMBERS.contains(key.type()) && entity.relation(key.name()).isEmpty();
    }

    /**
     * Returns how many rows have been made, some of which may be gone, if the first had key 1. A highest key that is far
     * beyond the number of rows comes from somewhere else, and says nothing of that.
     */
    long made() {
        return counted && most / 4 <= rows + FEW ? Math.max(rows, most) : rows;
    }

    /** Tells whether there is a row for each number from one to another. */
    boolean hasAll(long from, long to) {
        return most - least + 1 == rows && least <= from && most >= to;
    }

    static RuntimeException unreadable(SQLException e) {
        return Diagnosis.of("ASSAY-DATA-030", "a database cannot be read.")
                .with("SQL state", e.getSQLState())
                .with("said", String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
                .because("what it holds is asked of its catalogue and its tables")
                .toFix("see that it runs, and that the user may read its schema")
                .exception(e);
    }
}
