package shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.load.Load;
import dev.assay.sql.migration.Migrations;
import dev.assay.sql.migration.Upgrade;
import dev.assay.sql.server.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A migration tested on rows, of the guide's page on migrations. */
class SalutationTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    @Test
    void every_customer_has_a_salutation() throws Exception {
        Migrations migrations = Migrations.scripts("shop/upgrade");
        Dataset shop =
                ScenarioSpec.of(Shop.MODEL, "some").rows(Customer.class, 25).dataset(Seed.of(1), DAY);
        try (Upgrade upgrade = Upgrade.from(
                        "2", migrations, shop.toString(), old -> Load.of(shop).into(old))
                .on(PostgresServer.shared())) {
            upgrade.to("3");
            assertThat(names(upgrade.database(), "SELECT salutation FROM customer"))
                    .hasSize(25)
                    .allMatch(salutation -> salutation.startsWith("Dear "));
            assertThat(upgrade.back()).isEmpty();
        }
    }

    private static List<String> names(DataSource database, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
