package dev.assay.cli.data;

import dev.assay.cli.config.Nearest;
import dev.assay.core.Diagnosis;
import dev.assay.data.Catalogue;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command is about.
 *
 * @param title what the user calls it
 * @param model its model
 * @param scenarios those that a catalogue has; empty without one
 */
record Subject(String title, Model model, List<ScenarioSpec> scenarios) {
    /** Returns the scenario that a name stands for: the small one, or else the first, if there is no name. */
    ScenarioSpec scenario(@Nullable String name) {
        List<String> names = scenarios.stream().map(ScenarioSpec::name).toList();
        String wanted = name != null ? name : names.contains(Catalogue.SMALL) ? Catalogue.SMALL : names.get(0);
        return scenarios.stream()
                .filter(scenario -> scenario.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(wanted, names));
    }

    private RuntimeException unknown(String wanted, List<String> names) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-031", "there is no such scenario.")
                .with("scenario", wanted)
                .with("of", title)
                .with("scenarios", names.isEmpty() ? "none: only a catalogue has them" : String.join(", ", names));
        return diagnosis
                .toFix(
                        names.isEmpty()
                                ? "--rows 1000, or --rows Entity=1000 for one entity"
                                : "--scenario " + Nearest.to(wanted, names).orElse(names.get(0)))
                .exception();
    }
}
