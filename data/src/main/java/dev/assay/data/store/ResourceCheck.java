package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks whether what a resource names is there, as what is misspelt would do nothing. */
final class ResourceCheck {
    private ResourceCheck() {}

    /** Throws ASSAY-DATA-040 for a field or children that are not there, ASSAY-DATA-052 for a policy's action. */
    static void check(BaseTable table, Resource<?> resource) {
        for (String field : resource.names("default")) {
            if (!table.places.containsKey(field)) {
                throw Relations.none(table, field);
            }
        }
        for (String kind : List.of("cascade", "detach")) {
            for (String children : resource.<String>all(kind)) {
                if (table.children.stream()
                        .noneMatch(link -> link.of().entity.name().equals(children))) {
                    throw Relations.none(table, children);
                }
            }
        }
        for (Resource.Policy policy : resource.<Resource.Policy>all("policy")) {
            action(table, resource, "policy", policy.action());
        }
    }

    /** Throws ASSAY-DATA-052 for an action that there is not. */
    static void action(BaseTable table, Resource<?> resource, String what, String name) {
        List<String> known = new ArrayList<>();
        Arrays.stream(Action.values()).forEach(action -> known.add(action.name()));
        known.addAll(resource.names("read"));
        known.addAll(resource.names("update"));
        if (!known.contains(name)) {
            throw Diagnosis.of("ASSAY-DATA-052", "a resource has no such action.")
                    .with("entity", table.entity.name())
                    .with(what, name)
                    .with("known", known)
                    .because("an action is known by the name that its resource gave it")
                    .toFix("name one of those above")
                    .exception();
        }
    }

    /** Throws ASSAY-DATA-040 for a name that a format leaves out and that no row of the model has. */
    static void excluded(BaseTable table, Iterable<String> names) {
        for (String name : names) {
            if (name.contains(".")) {
                Loading.check(table, name);
            } else if (!Relations.has(table, name)
                    && table.base.tables.values().stream().noneMatch(each -> Relations.has(each, name))) {
                throw Relations.none(table, name);
            }
        }
    }
}
