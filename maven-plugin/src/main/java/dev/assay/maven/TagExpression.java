package dev.assay.maven;

import java.util.ArrayList;
import java.util.List;

/** Surefire's groups as one of JUnit's tag expressions. */
final class TagExpression {
    private TagExpression() {}

    /** Joins what commas separate, of which one must hold, by {@code |}. */
    static String of(String groups) {
        List<String> alternatives = new ArrayList<>();
        for (String group : groups.replace("&&", "&").replace("||", "|").split(",")) {
            if (!group.isBlank()) {
                alternatives.add(group.trim());
            }
        }
        return alternatives.size() < 2 ? String.join("", alternatives) : "(" + String.join(") | (", alternatives) + ")";
    }
}
