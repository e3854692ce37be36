package dev.assay.cli.parallel;

import dev.assay.event.DatabaseUse;
import dev.assay.event.Leftover;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The stages in which classes are let run beside each other, from what can harm nobody to what must be alone.
 *
 * @since 0.1
 */
public enum Stage {
    /** It has no database, process or port that anybody saw. */
    UNIT("unit"),
    /** It reads a database. */
    READ_ONLY("read only"),
    /** It writes to a database, on one connection at a time. */
    SIMPLE_WRITES("simple writes"),
    /** It writes to a database, and has several connections at once: threads, or transactions within transactions. */
    COMPLEX_WRITES("complex writes"),
    /** It changes a database's schema. */
    SCHEMA("schema"),
    /** It is an integration test by its name or its tags, and nobody saw its SQL: the runs alone say what it is. */
    UNKNOWN("unknown");

    private static final Pattern INTEGRATION = Pattern.compile("(.*\\.)?(IT[^.]*|[^.]*(IT|ITCase|IntegrationTests?))");
    private static final Set<String> TAGS = Set.of("integration", "it", "e2e", "db", "database", "container");
    private static final Set<Leftover.Kind> OUTSIDE =
            Set.of(Leftover.Kind.PORT, Leftover.Kind.PROCESS, Leftover.Kind.CONNECTION);

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    /** Returns it as people read it. */
    public String words() {
        return words;
    }

    /** Tells whether it is one of integration tests, which come after unit tests. */
    public boolean isIntegration() {
        return this != UNIT;
    }

    /** Returns a class's, by what was seen of it. */
    public static Stage of(TestClass seen) {
        DatabaseUse use = seen.use().orElse(null);
        if (use == null) {
            boolean outside = INTEGRATION.matcher(seen.name()).matches()
                    || seen.tags().stream().anyMatch(tag -> TAGS.contains(tag.toLowerCase(Locale.ROOT)))
                    || seen.leftovers().stream().anyMatch(left -> OUTSIDE.contains(left.kind()));
            return outside ? UNKNOWN : UNIT;
        }
        return switch (use.effect()) {
            case READ_ONLY -> READ_ONLY;
            case WRITE ->
                use.connections() > Math.max(1, use.databases()) || use.waits() > 0 ? COMPLEX_WRITES : SIMPLE_WRITES;
            case SCHEMA -> SCHEMA;
        };
    }
}
