package shop;

import dev.assay.sql.migration.Migrations;
import javax.sql.DataSource;

/** What makes a database the shop's. */
public final class ShopMigrations implements Migrations {
    private final Migrations scripts = Migrations.scripts("shop/db");

    @Override
    public String fingerprint() {
        return scripts.fingerprint();
    }

    @Override
    public void migrate(DataSource database) throws Exception {
        scripts.migrate(database);
    }
}
