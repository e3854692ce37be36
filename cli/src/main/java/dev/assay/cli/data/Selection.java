package dev.assay.cli.data;

import dev.assay.cli.config.Nearest;
import dev.assay.core.Diagnosis;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import java.util.List;

/** Which of the entities or tables that there are a command is about. */
final class Selection {
    private final SubjectOptions options;

    private final boolean parentsThere;

    /**
     * Makes a selection.
     *
     * @param parentsThere whether what is left out is where rows go already, so that they may need it
     */
    Selection(SubjectOptions options, boolean parentsThere) {
        this.options = options;
        this.parentsThere = parentsThere;
    }

    /** Tells whether it is about all. */
    boolean isAll() {
        return options.only.isEmpty() && options.without.isEmpty();
    }

    /** Returns what is asked for, of names that there are; nothing if nothing in particular is. */
    List<String> only(List<String> names) {
        return options.only.stream().map(name -> known(names, "--only", name)).toList();
    }

    /** Returns what is not wanted, of names that there are. */
    List<String> without(List<String> names) {
        return options.without.stream()
                .map(name -> known(names, "--without", name))
                .toList();
    }

    /**
     * Returns the entities of a model whose rows are wanted.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CLI-032 if there is no such entity, ASSAY-CLI-042 if one is left out
     *     that another needs
     */
    List<String> of(Model model) {
        List<String> names = model.entities().stream().map(Entity::name).toList();
        List<String> only = only(names);
        // Of a database's tables, those are not part of the model any more.
        List<String> without = options.without.stream()
                .filter(name -> names.stream().anyMatch(name::equalsIgnoreCase) || !isDatabase())
                .map(name -> known(names, "--without", name))
                .toList();
        List<String> kept = names.stream()
                .filter(name -> only.isEmpty() || only.contains(name))
                .filter(name -> !without.contains(name))
                .toList();
        for (String name : kept) {
            model.entity(name).relations().stream()
                    .filter(relation -> !parentsThere && without.contains(relation.parent()))
                    .findFirst()
                    .ifPresent(relation -> {
                        throw needed(name, relation.parent());
                    });
        }
        if (kept.isEmpty()) {
            throw new Value("--without", String.join(",", options.without))
                    .wrong("nothing would be left", "--only " + names.get(names.size() - 1));
        }
        return kept;
    }

    private boolean isDatabase() {
        return !options.words.isEmpty() && JdbcSource.isUrl(options.words.get(0));
    }

    private static RuntimeException needed(String child, String parent) {
        return Diagnosis.of("ASSAY-CLI-042", "what is left out is needed.")
                .with("left out", parent)
                .with("needed by", child)
                .because("its rows have keys of rows that would not be there")
                .toFix("--without " + parent + "," + child)
                .toFix("--only " + child + ", if those rows are where it goes already")
                .exception();
    }

    /** Returns a name as it is where it comes from. */
    static String known(List<String> names, String option, String name) {
        return names.stream()
                .filter(name::equals)
                .findFirst()
                .or(() -> names.stream().filter(name::equalsIgnoreCase).findFirst())
                .orElseThrow(() -> Diagnosis.of("ASSAY-CLI-032", "the model has no such entity.")
                        .with("option", option)
                        .with("entity", name)
                        .with("entities", String.join(", ", names))
                        .toFix(option + " "
                                + Nearest.to(name, names).orElse(names.isEmpty() ? "NAME" : names.get(0))
                                + (option.equals("--rows") ? "=1000" : ""))
                        .exception());
    }
}
