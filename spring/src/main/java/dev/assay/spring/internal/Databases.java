package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.ownership.Owner;
import dev.assay.junit.ScenarioRows;
import dev.assay.junit.internal.ApplicationDatabase;
import dev.assay.junit.internal.DigestWatch;
import dev.assay.junit.internal.RunSettings;
import dev.assay.sql.Sandbox;
import dev.assay.sql.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;

/**
 * The databases of one context: one for each that the application knows by {@linkplain DatabaseNames name}. A primary and
 * its replica are one database, and one transaction of a test.
 */
final class Databases implements DisposableBean {
    static final String BEAN = "assay.databases";

    private static final System.Logger LOG = System.getLogger("dev.assay.spring");

    /** What contexts of this JVM have loaded into databases that remain, by their addresses. */
    private static final Map<String, ScenarioRows> OUTSIDE = new HashMap<>();

    private final Settings settings;
    private final ClassLoader loader;
    private final Map<String, ContextDatabase> databases = new ConcurrentHashMap<>();
    private final DatabaseNames names = new DatabaseNames();
    private final Set<String> unboxed = new HashSet<>();
    private boolean begun;

    Databases(Settings settings, ClassLoader loader) {
        this.settings = settings;
        this.loader = loader;
    }

    /** Returns a data source of tests' own in place of an application's. */
    synchronized DataSource own(String bean, DataSource configured) {
        Address address = Address.of(configured);
        Optional<String> unboxable = address.unboxable();
        if (unboxable.isPresent()) {
            if (unboxed.add(bean)) {
                LOG.log(System.Logger.Level.WARNING, unboxed(bean, unboxable.get())::render);
            }
            return configured;
        }
        Manners manners = Manners.of(configured, address);
        boolean moves = settings.tier() != Tier.EXTERNAL && address.isPostgres();
        String name = moves
                ? names.of(address, manners.readOnly() || address.reads())
                : address.url().isEmpty() ? bean : address.url();
        ContextDatabase database = databases.computeIfAbsent(
                name,
                key -> ContextDatabase.of(
                        key, configured, address, manners, moves ? settings.tier() : Tier.EXTERNAL, settings.role()));
        Settings.run(loader).connections().ifPresent(database::fix);
        if (begun) {
            database.begin();
        }
        return new OwnedDataSource(database, manners, configured);
    }

    /** Tells whether a data source says itself where it connects to, or is a pool. */
    boolean knows(DataSource source) {
        return !Address.of(source).url().isEmpty() || Pool.is(source);
    }

    static Diagnosis unboxed(String bean, String product) {
        return Diagnosis.of("ASSAY-SPRING-007", "a data source is left as it is, and what tests write there remains.")
                .with("data source", bean)
                .with("product", product)
                .because("there is a sandbox for PostgreSQL, MariaDB and H2, and no other database's rollback is known")
                .toFix("tests that clear what they write there, and do not run at once: @ResourceLock")
                .toFix("PostgreSQL, MariaDB or H2 for this data source in tests");
    }

    /** Ends the start of the application, which is nobody's and remains, as do the rows of the scenario. */
    synchronized void begin() {
        if (!begun) {
            settings.rows().ifPresent(this::load);
            databases.values().forEach(ContextDatabase::begin);
            begun = true;
            forget();
        }
    }

    /** Other contexts are in the same database, whose tests have not written what this one did. */
    private void forget() {
        if (settings.tier() == Tier.EXTERNAL) {
            DigestWatch.forget();
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
        ContextDatabase only = all.iterator().next();
        if (settings.tier() == Tier.EXTERNAL) {
            outside(rows, databases.keySet().iterator().next(), only.unboxed());
        } else {
            rows.into(only.unboxed(), loader);
        }
    }

    /** Loads rows that remain when the run is over: once in a run, and never beside what is there. */
    private void outside(ScenarioRows rows, String name, DataSource database) {
        synchronized (OUTSIDE) {
            try {
                rows.intoEmpty(database, loader);
                OUTSIDE.put(name, rows);
            } catch (DiagnosisException e) {
                if (!e.diagnosis().code().equals("ASSAY-DATA-063")) {
                    throw e;
                }
                if (!rows.equals(OUTSIDE.get(name))) {
                    throw full(rows, name, e);
                }
                // Another context of this run has loaded the same.
            }
        }
    }

    private static DiagnosisException full(ScenarioRows rows, String name, DiagnosisException e) {
        return Diagnosis.of(
                        "ASSAY-SPRING-006",
                        "rows of a scenario would pile up in a database that is not the tests' own.")
                .with("scenario", rows)
                .with("database", name.replaceFirst("[?;].*", ""))
                .with("tables", e.diagnosis().facts().get("tables"))
                .because("in tier EXTERNAL they are committed there, and remain when the run is over")
                .toFix("an empty database for each run")
                .toFix(e.diagnosis().fixes().get(0) + ", if it is for tests")
                .toFix("@Database(tier = Tier.SANDBOX) on the test class")
                .exception(e);
    }

    /** Begins the end of the application, which is nobody's either. */
    synchronized void end() {
        begun = false;
        databases.values().forEach(ContextDatabase::end);
    }

    /** Goes after all that the application destroys, some of which uses a database. */
    @Override
    public void destroy() {
        forget();
        databases.values().forEach(ContextDatabase::drop);
    }

    /** Returns those of a context and of the contexts above it. */
    private static List<Databases> of(ApplicationContext context) {
        List<Databases> found = new ArrayList<>();
        for (ApplicationContext at = context; at != null; at = at.getParent()) {
            if (at.containsLocalBean(BEAN)) {
                found.add(at.getBean(BEAN, Databases.class));
            }
        }
        return found;
    }

    /** Has what happens in a context, and those above it, belong to tests from now on. */
    static void begin(ApplicationContext context) {
        of(context).forEach(Databases::begin);
    }

    /** Tells whether a context or one above it has a database of tests. */
    static boolean isOf(ApplicationContext context) {
        return of(context).stream().anyMatch(each -> !each.databases.isEmpty());
    }

    /** Has the usual database of an owner be the one that an application knows, if it has any that tests own. */
    static void give(Owner owner, ApplicationContext context, RunSettings settings) {
        if (isOf(context)) {
            ApplicationDatabase.give(
                    owner, context.getBeanProvider(DataSource.class).getIfUnique(), new OfTests(of(context)), settings);
        }
    }

    /** What a test has of an application. */
    private record OfTests(List<Databases> contexts) implements ApplicationDatabase.Application {
        private Stream<Map.Entry<String, ContextDatabase>> all() {
            return contexts.stream().flatMap(each -> each.databases.entrySet().stream());
        }

        @Override
        public List<Sandbox> sandboxes() {
            return all().flatMap(each -> each.getValue().watched().stream()).toList();
        }

        @Override
        public Map<String, String> keep(Owner owner) {
            boolean one = all().count() == 1;
            Map<String, String> kept = new TreeMap<>();
            all().forEach(each ->
                    each.getValue().keep(owner).ifPresent(where -> kept.put(one ? "" : each.getKey(), where)));
            return kept;
        }
    }

    /** Has room for so many tests at once in a context and those above it. */
    static void expect(ApplicationContext context, int tests) {
        of(context).forEach(each -> each.databases.values().forEach(database -> database.expect(tests)));
    }
}
