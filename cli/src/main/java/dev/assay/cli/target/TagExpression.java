package dev.assay.cli.target;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns Surefire's groups into one of JUnit's tag expressions.
 *
 * @since 0.1
 */
public final class TagExpression {
    private TagExpression() {}

    /** Joins what commas separate, of which one must hold, by {@code |}. */
    public static String of(String groups) {
        List<String> alternatives = new ArrayList<>();
        for (String group : groups.replace("&&", "&").replace("||", "|").split(",", -1)) {
            if (!group.isBlank()) {
                alternatives.add(group.trim());
            }
        }
        return alternatives.size() < 2 ? String.join("", alternatives) : "(" + String.join(") | (", alternatives) + ")";
    }
}
