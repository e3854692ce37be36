package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.ownership.Ending;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Resource;
import dev.assay.sql.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database of the application that a test's context has, which is the test's usual one there.
 *
 * @param source the application's data source; null if it has several, of which none is the first
 * @param owner the test's owner
 * @param application whose databases they are
 */
public record ApplicationDatabase(@Nullable DataSource source, Owner owner, Application application)
        implements Resource, TestEnd.Asked {
    /** An application, of which a test's end asks what it has for the test. */
    public interface Application {
        /** Returns the sandboxes that tests have transactions in. */
        List<Sandbox> sandboxes();

        /** Has the copies that are an owner's remain when it ends, and returns where they are, by name. */
        Map<String, String> keep(Owner owner);
    }

    /** Has an owner's usual database be an application's. */
    public static void give(Owner owner, @Nullable DataSource source, Application application, RunSettings settings) {
        if (settings.takesDigests()) {
            application.sandboxes().forEach(DigestWatch::begin);
        }
        owner.resource(
                ApplicationDatabase.class,
                ApplicationDatabase.class,
                () -> new ApplicationDatabase(source, owner, application));
    }

    /** Tells whether an application has a database for an owner: a class that sets up its tests' own is no test. */
    public static boolean isFor(Owner owner) {
        return !DatabasesOfTest.isSettingUp(owner);
    }

    /** Returns an owner's; nothing if its usual database is its own. */
    static Optional<ApplicationDatabase> of(Owner owner) {
        return owner.resource(ApplicationDatabase.class, ApplicationDatabase.class);
    }

    /**
     * Returns the data source for a place that asks for one.
     *
     * @throws DiagnosisException ASSAY-JUNIT-030 if it is not clear which one is meant
     */
    DataSource at(String place) {
        if (source == null) {
            throw refused(place, "DataSource");
        }
        return source;
    }

    /** Says that a place is given nothing of a database beside the application's. */
    static DiagnosisException refused(String place, String type) {
        return Diagnosis.of("ASSAY-JUNIT-030", "a test has its application's database, which gives this place nothing.")
                .with("place", place)
                .with("type", type)
                .because("another database beside it would have nothing of what the application writes")
                .toFix("@Autowired DataSource in a field, with a @Qualifier if there are several")
                .toFix("@Database(name = \"...\"), for one that is not the application's")
                .exception();
    }

    @Override
    public List<Sandbox> sandboxes() {
        return application.sandboxes();
    }

    @Override
    public Map<String, String> keep() {
        return application.keep(owner);
    }

    @Override
    public void end(Ending why) {
        // The context ends it.
    }
}
