package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
import dev.assay.junit.ScenarioRows;
import dev.assay.sql.Tier;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;

/**
 * The databases of one context: one for each name that the application knows a database by, whatever server it is
 * configured to be on. Data sources of one name, such as a replica's, are one database, and one transaction of a test.
 */
final class Databases implements DisposableBean {
    static final String BEAN = "assay.databases";

    private final Settings settings;
    private final ClassLoader loader;
    private final Map<String, ContextDatabase> databases = new ConcurrentHashMap<>();
    private boolean begun;

    Databases(Settings settings, ClassLoader loader) {
        this.settings = settings;
        this.loader = loader;
    }

    /** Returns a data source of tests' own in place of an application's. */
    synchronized DataSource own(String bean, DataSource configured) {
        Address address = Address.of(configured);
        Manners manners = Manners.of(configured, address);
        boolean moves = settings.tier() != Tier.EXTERNAL && address.isPostgres();
        String name = moves ? address.name() : address.url().isEmpty() ? bean : address.url();
        ContextDatabase database = databases.computeIfAbsent(
                name,
                key -> ContextDatabase.of(key, configured, address, manners, moves ? settings.tier() : Tier.EXTERNAL));
        if (begun) {
            database.begin();
        }
        return new OwnedDataSource(database, manners, configured);
    }

    /** Ends the start of the application, which is nobody's and remains, as do the rows of the scenario. */
    synchronized void begin() {
        if (!begun) {
            settings.rows().ifPresent(this::load);
            databases.values().forEach(ContextDatabase::begin);
            begun = true;
        }
    }

    private void load(ScenarioRows rows) {
        Collection<ContextDatabase> all = databases.values();
        if (all.size() != 1) {
            throw Diagnosis.of("ASSAY-SPRING-004", "it is not clear which database has the rows of a scenario.")
                    .with("scenario", rows)
                    .with(
                            "databases",
                            databases.isEmpty() ? "none" : String.join(", ", new TreeSet<>(databases.keySet())))
                    .because("a scenario is of one model, and that in one database")
                    .toFix(
                            "no @Scenario on the test class, and an ApplicationRunner of the tests that loads what each has:"
                                    + " Load.of(dataset).into(dataSource)")
                    .exception();
        }
        rows.into(all.iterator().next().unboxed(), loader);
    }

    /** Begins the end of the application, which is nobody's either. */
    synchronized void end() {
        begun = false;
        databases.values().forEach(ContextDatabase::end);
    }

    /** Goes after all that the application destroys, some of which uses a database. */
    @Override
    public void destroy() {
        databases.values().forEach(ContextDatabase::drop);
    }

    /** Has what happens in a context, and those above it, belong to tests from now on. */
    static void begin(ApplicationContext context) {
        for (ApplicationContext at = context; at != null; at = at.getParent()) {
            if (at.containsLocalBean(BEAN)) {
                at.getBean(BEAN, Databases.class).begin();
            }
        }
    }

    /** Has room for so many tests at once in a context and those above it. */
    static void expect(ApplicationContext context, int tests) {
        for (ApplicationContext at = context; at != null; at = at.getParent()) {
            if (at.containsLocalBean(BEAN)) {
                at.getBean(BEAN, Databases.class).databases.values().forEach(each -> each.expect(tests));
            }
        }
    }
}
