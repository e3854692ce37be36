package dev.assay.run;

import dev.assay.event.RunEvent.ContainerFailed;
import dev.assay.event.RunEvent.TestFinished;
import dev.assay.history.ClassCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class on its way through the run: it is done when no part of it is open and no retry is due. */
final class ClassTask {
    final Suite suite;
    final TestClass type;
    final @Nullable ClassCost cost;
    final List<String> methods;

    /** Tests to try again, by unique id, with the outcome that holds if that never happens. */
    final Map<String, TestFinished> toRetry = new LinkedHashMap<>();

    /** Failures of containers in this attempt: they count unless a retry follows. */
    final List<ContainerFailed> containerFailures = new ArrayList<>();

    int openParts;

    /** Workers that died before they told what there is in the class. */
    int undiscoveredDeaths;

    int attempts = 1;
    long wallNanos;
    long cpuNanos;
    boolean begun;

    ClassTask(Suite suite, TestClass type, @Nullable ClassCost cost, List<String> methods) {
        this.suite = suite;
        this.type = type;
        this.cost = cost;
        this.methods = methods;
    }

    String name() {
        return type.name();
    }
}
