package dev.assay.spring.internal;

import dev.assay.sql.Tier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The databases of one context: one for each name that the application knows a database by, whatever server it is
 * configured to be on. Data sources of one name, such as a replica's, are one database, and one transaction of a test.
 */
final class Databases implements ApplicationListener<ContextClosedEvent>, DisposableBean {
    static final String BEAN = "assay.databases";

    private final Settings settings;
    private final Map<String, ContextDatabase> databases = new ConcurrentHashMap<>();
    private volatile boolean begun;

    Databases(Settings settings) {
        this.settings = settings;
    }

    /** Returns a data source of tests' own in place of an application's. */
    DataSource own(String bean, DataSource configured) {
        Address address = Address.of(configured);
        Manners manners = Manners.of(configured, address);
        boolean moves = settings.tier() != Tier.EXTERNAL && address.isPostgres();
        String name = moves ? address.name() : address.url().isEmpty() ? bean : address.url();
        ContextDatabase database =
                databases.computeIfAbsent(name, key -> ContextDatabase.of(key, configured, address, manners, moves));
        if (begun) {
            database.begin();
        }
        return new OwnedDataSource(database, manners, configured);
    }

    /** Ends the start of the application, which is nobody's and remains. */
    void begin() {
        begun = true;
        databases.values().forEach(ContextDatabase::begin);
    }

    /** Begins the end of the application, which is nobody's either. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
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
