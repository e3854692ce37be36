package dev.assay.cli.parallel;

import dev.assay.event.DatabaseUse;
import dev.assay.event.Leftover;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What to write, so that classes run beside each other in one JVM, or on one database, as they do one after another. */
public final class Changes {
    private static final Set<String> OWN = Set.of("SANDBOX", "CLONE", "MEMORY");

    private Changes() {}

    /** Returns the lines of {@code junit-platform.properties} that let classes run beside each other. */
    public static List<String> properties(int parallelism) {
        return List.of(
                "junit.jupiter.execution.parallel.enabled = true",
                "junit.jupiter.execution.parallel.mode.default = same_thread",
                "junit.jupiter.execution.parallel.mode.classes.default = concurrent",
                "junit.jupiter.execution.parallel.config.strategy = fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism = " + parallelism);
    }

    /**
     * Returns the annotations that a class needs.
     *
     * @param causes when its tests had other outcomes
     */
    public static List<String> annotations(TestClass seen, Set<Finding.Cause> causes) {
        Set<String> needed = new LinkedHashSet<>();
        seen.use().ifPresent(use -> needed.addAll(ofDatabase(use)));
        for (Leftover left : seen.leftovers()) {
            String lock = lock(left);
            if (!lock.isEmpty()) {
                needed.add("@ResourceLock(" + lock + ")");
            }
        }
        if (causes.contains(Finding.Cause.BESIDE) || causes.contains(Finding.Cause.ONE_JVM)) {
            if (needed.stream().noneMatch(each -> each.startsWith("@ResourceLock"))) {
                needed.add("@Isolated");
            }
        }
        return new ArrayList<>(needed);
    }

    private static List<String> ofDatabase(DatabaseUse use) {
        if (OWN.contains(use.tier())) {
            boolean schema =
                    use.effect() == DatabaseUse.Effect.SCHEMA && use.tier().equals("SANDBOX");
            return schema ? List.of("@Database(tier = Tier.CLONE)") : List.of();
        }
        return switch (use.effect()) {
            case READ_ONLY -> List.of("@ResourceLock(value = \"database\", mode = ResourceAccessMode.READ)");
            case WRITE -> List.of("@ResourceLock(\"database\")");
            case SCHEMA -> List.of("@Isolated");
        };
    }

    private static String lock(Leftover left) {
        return switch (left.kind()) {
            case LOCALE -> "Resources.LOCALE";
            case TIME_ZONE -> "Resources.TIME_ZONE";
            case SYSTEM_PROPERTY -> "Resources.SYSTEM_PROPERTIES";
            case STANDARD_STREAM -> left.name().equals("System.err") ? "Resources.SYSTEM_ERR" : "Resources.SYSTEM_OUT";
            case THREAD, PROCESS, PORT, FILE, CONNECTION -> "";
        };
    }
}
