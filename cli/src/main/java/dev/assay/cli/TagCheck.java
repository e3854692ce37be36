package dev.assay.cli;

import dev.assay.cli.config.Nearest;
import dev.assay.core.Diagnosis;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the tags in use with those that {@code assay.toml} lists. */
final class TagCheck implements RunListener {
    private final Set<String> declared;
    private final Map<String, String> undeclared = new LinkedHashMap<>();
    private List<String> checked = List.of();

    TagCheck(List<String> declared) {
        this.declared = Set.copyOf(declared);
    }

    /**
     * Checks a tag expression before the run.
     *
     * @throws dev.assay.core.DiagnosisException if it names a tag that is not declared
     */
    void expression(String expression) {
        for (String tag : expression.split("[\\s!&|()]+")) {
            if (!tag.isEmpty() && !tag.equals("any") && !tag.equals("none") && !declared.contains(tag)) {
                throw unknown(tag).with("in", expression).exception();
            }
        }
    }

    /**
     * Checks the tags that are given a tier before the run.
     *
     * @throws dev.assay.core.DiagnosisException if one is not declared
     */
    void tiers(Set<String> tags) {
        for (String tag : tags) {
            if (!declared.contains(tag)) {
                throw unknown(tag).with("in", "[tiers]").exception();
            }
        }
    }

    @Override
    public void on(RunEvent event) {
        // A class's tests share their tags' list more often than not, and most lists are empty.
        if (event instanceof RunEvent.TestFinished finished
                && !finished.test().tags().equals(checked)) {
            checked = finished.test().tags();
            for (String tag : checked) {
                if (!declared.contains(tag)) {
                    undeclared.putIfAbsent(
                            tag,
                            finished.test().className() + "#" + finished.test().name());
                }
            }
        }
    }

    /** Returns what to tell the user once the run finished; empty if every test's tags are declared. */
    Optional<Diagnosis> undeclared() {
        return undeclared.entrySet().stream()
                .findFirst()
                .map(first -> unknown(first.getKey()).with("on", String.join("\n", places())));
    }

    private List<String> places() {
        List<String> places = new ArrayList<>();
        undeclared.forEach((tag, test) -> places.add(test + " (" + tag + ")"));
        return places;
    }

    private Diagnosis unknown(String tag) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-020", "a tag is used that assay.toml does not list.")
                .with("tag", tag)
                .with("listed", String.join(", ", declared.stream().sorted().toList()));
        return Nearest.to(tag, declared)
                .map(near -> diagnosis.toFix("write " + near + ", if that is the tag you mean"))
                .orElse(diagnosis)
                .toFix("add it in assay.toml: tags = [..., \"" + tag + "\"]");
    }
}
