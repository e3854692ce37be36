package dev.assay.cli.data;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.ScenarioSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many rows there are and what they follow from. */
final class Amount {
    // As tests have them: what a test shows can be seen here without saying more.
    private static final String USUAL_SEED = "1";
    private static final LocalDate USUAL_DAY = LocalDate.of(2026, 1, 1);
    private static final long USUAL_ROWS = 100;

    private final AmountOptions options;

    Amount(AmountOptions options) {
        this.options = options;
    }

    /** Returns the rows that a subject has. */
    Dataset dataset(Subject subject) {
        String day = options.asOf;
        Seed seed = new Value("--seed", seed()).seed();
        LocalDate asOf = day == null ? USUAL_DAY : new Value("--as-of", day).day();
        ScenarioSpec scenario = scenario(subject);
        try {
            return scenario.dataset(seed, asOf);
        } catch (ArithmeticException e) {
            throw isOfUser(e) ? e : tooMany(e);
        }
    }

    private static boolean isOfUser(ArithmeticException e) {
        return Arrays.stream(e.getStackTrace()).anyMatch(frame -> UserClasses.NAME.equals(frame.getClassLoaderName()));
    }

    /** Blames the option that asked for more rows than can be counted. */
    private RuntimeException tooMany(ArithmeticException e) {
        String scale = options.scale;
        if (scale != null) {
            return new Value("--scale", scale).tooMany("--scale 2.5");
        }
        List<String> rows = options.rows;
        return rows.isEmpty() ? e : new Value("--rows", rows.get(rows.size() - 1)).tooMany("--rows 1000");
    }

    /** Returns the options that are set. */
    List<String> said() {
        List<String> said = new ArrayList<>();
        Unused.note(said, "--scenario", options.scenario);
        options.rows.forEach(rows -> Unused.note(said, "--rows", rows));
        Unused.note(said, "--scale", options.scale);
        Unused.note(said, "--seed", options.seed);
        Unused.note(said, "--as-of", options.asOf);
        return said;
    }

    /** Returns the seed as it was written. */
    String seed() {
        String seed = options.seed;
        return seed == null ? USUAL_SEED : seed.strip();
    }

    /** Returns the scenario that a subject has under a name, or that numbers of rows make. */
    ScenarioSpec scenario(Subject subject) {
        String scale = options.scale;
        ScenarioSpec scenario = subject.scenarios().isEmpty() && options.scenario == null
                ? all(ScenarioSpec.of(subject.model(), "rows"), USUAL_ROWS)
                : subject.scenario(options.scenario);
        // What is said of all comes before what is said of one, wherever it stands.
        for (String rows : options.rows) {
            scenario = rows.contains("=") ? scenario : all(scenario, new Value("--rows", rows).rows());
        }
        for (String rows : options.rows) {
            scenario = rows.contains("=") ? one(scenario, rows) : scenario;
        }
        return scale == null ? scenario : scenario.scale(new Value("--scale", scale).factor());
    }

    private static ScenarioSpec all(ScenarioSpec scenario, long rows) {
        ScenarioSpec changed = scenario;
        for (Entity entity : scenario.model().entities()) {
            changed = entity.owning().isPresent() ? changed : changed.rows(entity.name(), rows);
        }
        return changed;
    }

    private static ScenarioSpec one(ScenarioSpec scenario, String text) {
        String name = text.substring(0, text.indexOf('=')).strip();
        long rows = new Value("--rows", text).rows();
        List<String> names =
                scenario.model().entities().stream().map(Entity::name).toList();
        return scenario.rows(Selection.known(names, "--rows", name), rows);
    }
}
