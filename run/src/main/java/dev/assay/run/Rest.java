package dev.assay.run;

import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Unique ids of what a part has not run: when its worker died, and when it ran the invocations of a template that were
 * asked for and there may be more.
 *
 * <p>Invocations of a class template go one by one, and only when everything open inside an earlier one has run: where
 * two whole invocations are selected at once, Jupiter finds the methods of one of them alone.
 */
final class Rest {
    private Rest() {}

    /** Returns what a part has left open. */
    static List<String> of(Part part) {
        // What was selected below a class template may be open by now too, since it was registered.
        Set<String> left = new LinkedHashSet<>(part.openTests.keySet());
        for (String template : innermostFirst(part.openTemplates.keySet())) {
            String last = part.lastRegistered.get(template);
            List<String> selected = part.selectedBelow(template);
            if (!part.wantsAllOf(template) || last == null && !selected.isEmpty()) {
                left.addAll(selected);
            } else if (last == null) {
                left.add(template);
            } else if (!Invocations.areOfClass(template, last) || isDone(template, left)) {
                left.addAll(Invocations.after(template, last));
            }
        }
        return List.copyOf(left);
    }

    /** Returns what may follow on a part that ran to its end. */
    static List<String> following(Part part) {
        List<String> next = new ArrayList<>();
        Map<String, String> lasts = part.lastRegistered;
        for (String template : innermostFirst(lasts.keySet())) {
            String last = lasts.get(template);
            if (last == null || !part.continuing.contains(template)) {
                continue;
            }
            boolean mayHaveMore = Invocations.areOfClass(template, last)
                    ? isDone(template, next)
                    : part.reported >= Invocations.BATCH;
            if (mayHaveMore) {
                next.addAll(Invocations.after(template, last));
            }
        }
        return next;
    }

    private static boolean isDone(String template, Iterable<String> open) {
        for (String id : open) {
            if (TestRef.isBelow(id, template)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> innermostFirst(Set<String> templates) {
        return templates.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}
