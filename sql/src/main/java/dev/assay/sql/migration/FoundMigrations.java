package dev.assay.sql.migration;

import java.util.List;
import java.util.Optional;

/** Migrations that are where the tools look for them. */
final class FoundMigrations {
    /** As Spring Boot has it, in each of Liquibase's languages. */
    private static final List<String> CHANGELOGS = List.of(
            "db/changelog/db.changelog-master.yaml",
            "db/changelog/db.changelog-master.xml",
            "db/changelog/db.changelog-master.json",
            "db/changelog/db.changelog-master.sql");

    private FoundMigrations() {}

    static Optional<Migrations> find(ClassLoader loader) {
        Optional<Migrations> scripts = SqlScripts.find(loader, "db/migration");
        if (scripts.isPresent()) {
            return isThere(loader, "org.flywaydb.core.Flyway")
                    ? Optional.of(FlywayMigrations.at(loader, List.of(Migrations.FOLDER)))
                    : scripts;
        }
        return CHANGELOGS.stream()
                .filter(changelog -> loader.getResource(changelog) != null && isThere(loader, "liquibase.Liquibase"))
                .findFirst()
                .map(changelog -> LiquibaseMigrations.at(loader, changelog));
    }

    private static boolean isThere(ClassLoader loader, String type) {
        try {
            Class.forName(type, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
