package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.sql.Sandbox;
import dev.assay.sql.state.Digest;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;

/**
 * Looks, after each test, whether the database that all share is as it was: on demand, for it reads all tables.
 *
 * <p>Thread-safe; of tests that run at once, the one that ends first after somebody left something is named.
 */
public final class DigestWatch {
    private static final Map<Sandbox, Digest> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private DigestWatch() {}

    /** Remembers what is there before any test. */
    static void begin(Sandbox sandbox) {
        KNOWN.computeIfAbsent(sandbox, DigestWatch::taken);
    }

    /** Has what is there now be nobody's doing: somebody else than a test writes. */
    public static void forget() {
        KNOWN.clear();
    }

    private static Digest taken(Sandbox sandbox) {
        try {
            return Digest.of(sandbox.unboxed());
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be read", e);
        }
    }

    /**
     * Looks what is there after a test, and remembers it, so that the next test is not blamed.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-JUNIT-025 if it is not what was there before
     */
    static void end(Sandbox sandbox, String test) {
        Digest now = taken(sandbox);
        List<String> tables =
                Objects.requireNonNullElse(KNOWN.put(sandbox, now), now).differences(now);
        if (!tables.isEmpty()) {
            throw Diagnosis.of("ASSAY-JUNIT-025", "a test left something in the database that all tests share.")
                    .with("test", test)
                    .with("tables", String.join(", ", tables))
                    .because("it went past the sandbox, or a test that ended at the same time did")
                    .toFix("write by the test's own data source, which is rolled back")
                    .toFix("@Database(tier = Tier.CLONE) for a test that needs real commits")
                    .exception();
        }
    }
}
