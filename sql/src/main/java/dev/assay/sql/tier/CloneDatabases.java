package dev.assay.sql.tier;

import dev.assay.sql.JdbcUrl;
import dev.assay.sql.Tier;
import dev.assay.sql.server.DatabaseClone;
import dev.assay.sql.server.Template;
import java.util.Optional;
import javax.sql.DataSource;

/** A copy of a template for each test. */
record CloneDatabases(Template template) implements Databases {
    @Override
    public TestDatabase open() {
        return new Own(template.open());
    }

    @Override
    public SetUp setUp() {
        return new CloneSetUp(template.open(), CloneDatabases::new);
    }

    @Override
    public void close() {
        template.release();
    }

    private record Own(DatabaseClone own) implements TestDatabase {
        @Override
        public Tier tier() {
            return Tier.CLONE;
        }

        @Override
        public DataSource dataSource() {
            return own.database();
        }

        @Override
        public Optional<JdbcUrl> url() {
            return Optional.of(own.address());
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
