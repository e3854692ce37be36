package shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;

/** Two databases in one transaction each, for the guide. */
final class Archive {
    private Archive() {}

    /** Moves invoices from before a day, with copies of their customers, and returns how many. */
    static int move(DataSource from, DataSource to, LocalDate before) throws SQLException {
        try (Connection source = from.getConnection();
                Connection target = to.getConnection()) {
            source.setAutoCommit(false);
            target.setAutoCommit(false);
            int moved = copy(source, target, before);
            try (PreparedStatement delete = source.prepareStatement("DELETE FROM invoice WHERE date < ?")) {
                delete.setObject(1, before);
                delete.executeUpdate();
            }
            target.commit();
            source.commit();
            return moved;
        }
    }

    private static int copy(Connection source, Connection target, LocalDate before) throws SQLException {
        Set<Long> customers = new LinkedHashSet<>();
        int moved = 0;
        try (PreparedStatement read = source.prepareStatement("SELECT i.id, i.customer_id, i.date, i.total,"
                        + " c.first_name, c.last_name, c.email FROM invoice i JOIN customer c ON c.id = i.customer_id"
                        + " WHERE i.date < ?");
                PreparedStatement customer = target.prepareStatement("INSERT INTO customer VALUES (?, ?, ?, ?)");
                PreparedStatement invoice = target.prepareStatement("INSERT INTO invoice VALUES (?, ?, ?, ?)")) {
            read.setObject(1, before);
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    if (customers.add(rows.getLong(2))) {
                        insert(customer, rows.getLong(2), rows.getString(5), rows.getString(6), rows.getString(7));
                    }
                    insert(invoice, rows.getLong(1), rows.getLong(2), rows.getObject(3), rows.getBigDecimal(4));
                    moved++;
                }
            }
        }
        return moved;
    }

    private static void insert(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
