package dev.assay.run;

import dev.assay.history.LastFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is to run again since it failed, by suite and class as history stores them: ids differ from engine to engine. */
final class FailedBefore {
    private final boolean everything;
    private final Map<String, Map<String, List<String>>> bySuite = new HashMap<>();

    FailedBefore(Selection selection) {
        everything = selection.failed().isEmpty();
        for (LastFailure failure : selection.failed()) {
            bySuite.computeIfAbsent(failure.suite(), suite -> new HashMap<>())
                    .computeIfAbsent(failure.topClass(), type -> new ArrayList<>())
                    .add(failure.uniqueId());
        }
    }

    /** Tells whether tests of a class are to run. */
    boolean wants(String suite, String className) {
        return everything || !ids(suite, className).isEmpty();
    }

    /** Returns the unique ids to run of a class; empty for all of it. */
    List<String> ids(String suite, String className) {
        return bySuite.getOrDefault(suite, Map.of()).getOrDefault(className, List.of());
    }
}
