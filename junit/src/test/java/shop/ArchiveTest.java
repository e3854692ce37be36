package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.DunningTest.count;

import dev.assay.data.Dataset;
import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import java.sql.SQLException;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two databases of one test, of the guide's page on databases. */
@Database(migrations = ShopMigrations.class)
@Database(name = "archive", migrations = ShopMigrations.class)
class ArchiveTest {
    @Test
    void moves_what_is_old(@Scenario Dataset shop, DataSource database, @Database(name = "archive") DataSource archive)
            throws SQLException {
        int old = Archive.move(database, archive, LocalDate.of(2025, 7, 1));
        assertThat(count(archive, "invoice")).isEqualTo(old);
        assertThat(count(database, "invoice")).isEqualTo(shop.count(Invoice.class) - old);
    }

    @Test
    void nothing_remains_in_either(DataSource database, @Database(name = "archive") DataSource archive)
            throws SQLException {
        assertThat(count(archive, "invoice") + count(database, "invoice")).isZero();
    }
}
