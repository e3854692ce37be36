package dev.assay.sql.tier;

import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Tier;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.Template;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A copy of a template for each test.
 *
 * @param role whom tests connect as
 */
record CloneDatabases(Template template, String role) implements Databases {
    @Override
    public TestDatabase open() {
        DatabaseClone own = template.open();
        try {
            return new Own(own, own.database(role), own.address(role));
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    @Override
    public SetUp setUp() {
        return new CloneSetUp(template.open(), layered -> new CloneDatabases(layered, role));
    }

    @Override
    public void close() {
        template.release();
    }

    private record Own(DatabaseClone own, DataSource dataSource, JdbcUrl address) implements TestDatabase {
        @Override
        public Tier tier() {
            return Tier.CLONE;
        }

        @Override
        public Optional<JdbcUrl> url() {
            return Optional.of(address);
        }

        @Override
        public Optional<DatabaseClone> copy() {
            return Optional.of(own);
        }

        @Override
        public Optional<String> keep() {
            return Optional.of(own.keep());
        }

        @Override
        public void close() {
            own.close();
        }
    }
}
