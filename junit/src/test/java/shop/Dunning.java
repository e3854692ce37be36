package shop;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What the guide's page on databases tests. */
record Dunning(DataSource database) {
    /** Reminds of invoices over a limit that nobody was reminded of, and returns of how many. */
    int run(BigDecimal limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO reminder SELECT id FROM invoice" + " WHERE total > ? ON CONFLICT DO NOTHING")) {
            statement.setBigDecimal(1, limit);
            return statement.executeUpdate();
        }
    }
}
