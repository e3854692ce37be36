package dev.assay.cli;

import dev.assay.cli.config.Budgets;
import dev.assay.core.Diagnosis;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Adds up what has a time budget and says what exceeded it. */
final class BudgetCheck implements RunListener {
    private final Duration whole;
    private final Map<String, Duration> tags;
    private final Map<Pattern, Duration> classes = new LinkedHashMap<>();
    private final Map<String, Long> tagNanos = new LinkedHashMap<>();
    private final List<String> exceeded = new ArrayList<>();

    BudgetCheck(Duration whole, Budgets budgets) {
        this.whole = whole;
        this.tags = budgets.tags();
        budgets.classes().forEach((name, budget) -> classes.put(pattern(name), budget));
    }

    @Override
    public void on(RunEvent event) {
        if (event instanceof RunEvent.TestFinished test) {
            for (String tag : test.test().tags()) {
                if (tags.containsKey(tag)) {
                    tagNanos.merge(tag, test.wallNanos(), Long::sum);
                }
            }
        } else if (event instanceof RunEvent.ClassFinished finished) {
            classes.forEach((pattern, budget) -> {
                if (pattern.matcher(finished.className()).matches()) {
                    check("class " + finished.className(), finished.wallNanos(), budget);
                }
            });
        } else if (event instanceof RunEvent.RunFinished finished) {
            tags.forEach((tag, budget) -> check("tag " + tag, tagNanos.getOrDefault(tag, 0L), budget));
            check("the run", finished.wallNanos(), whole);
        }
    }

    /** Returns what to tell the user once the run finished; empty if every budget was kept. */
    Optional<Diagnosis> exceeded() {
        if (exceeded.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Diagnosis.of("ASSAY-CLI-021", "a time budget is exceeded.")
                .with("took", String.join("\n", exceeded))
                .because("assay.toml sets this budget, so that slowness is noticed when it comes")
                .toFix("make it faster: the report's page shows where its time goes")
                .toFix("raise the budget in assay.toml"));
    }

    private void check(String what, long nanos, Duration budget) {
        if (!budget.isZero() && nanos > budget.toNanos()) {
            exceeded.add(what + ": " + seconds(nanos) + " of " + seconds(budget.toNanos()));
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    /** A name without a package matches in any package. */
    private static Pattern pattern(String name) {
        String quoted = Pattern.quote(name).replace("*", "\\E.*\\Q");
        return Pattern.compile(name.contains(".") ? quoted : "(?:.*\\.)?" + quoted);
    }
}
