package dev.assay.cli;

import dev.assay.cli.config.Budgets;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.report.OverBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Adds up what has a time budget and says what exceeded it. */
final class BudgetCheck implements RunListener {
    private final String name;
    private final Duration whole;
    private final Map<String, Duration> tags;
    private final Map<Pattern, Duration> classes = new LinkedHashMap<>();
    private final Map<String, Long> tagNanos = new LinkedHashMap<>();
    private final List<OverBudget> exceeded = new ArrayList<>();

    /**
     * Says what is watched.
     *
     * @param name what the whole run is called: {@code profile ci}
     * @param whole how long it may take; zero for any time
     */
    BudgetCheck(String name, Duration whole, Budgets budgets) {
        this.name = name;
        this.whole = whole;
        this.tags = budgets.tags();
        budgets.classes().forEach((wanted, budget) -> classes.put(pattern(wanted), budget));
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
            check(name, finished.wallNanos(), whole);
        }
    }

    /** Returns the budgets that were exceeded; complete once the run finished. */
    List<OverBudget> exceeded() {
        return List.copyOf(exceeded);
    }

    private void check(String what, long nanos, Duration budget) {
        if (!budget.isZero() && nanos > budget.toNanos()) {
            exceeded.add(new OverBudget(what, budget.toNanos(), nanos));
        }
    }

    /** A name without a package matches in any package. */
    private static Pattern pattern(String name) {
        String quoted = Pattern.quote(name).replace("*", "\\E.*\\Q");
        return Pattern.compile(name.contains(".") ? quoted : "(?:.*\\.)?" + quoted);
    }
}
