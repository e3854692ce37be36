package dev.assay.cli.data;

import dev.assay.core.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words and options that would do nothing, which their user does not expect. */
final class Unused {
    private Unused() {}

    /**
     * Sees whether all that is said of a subject means something.
     *
     * @param isDatabase whether the subject is a database
     * @param connects whether there is a database at all
     * @throws dev.assay.core.DiagnosisException ASSAY-CLI-041 if something does not
     */
    static void check(SubjectOptions options, boolean isDatabase, boolean connects) {
        List<String> said = new ArrayList<>();
        if (!isDatabase) {
            options.ignoring.forEach(each -> note(said, "--ignoring", each));
            refuse(said, "only a database that says the model has constraints to ignore");
        }
        if (isDatabase) {
            note(said, "--catalogue", options.catalogue);
            said.addAll(options.words.subList(1, options.words.size()));
            refuse(said, "the database's schema says what the model is");
        } else if (options.catalogue != null) {
            refuse(options.words, "--catalogue says what the model is");
        }
        if (!connects) {
            note(said, "--schema", options.schema);
            note(said, "--user", options.user);
            note(said, "--password-env", options.passwordEnv);
            refuse(said, "nothing here asks a database");
        }
    }

    /** Adds an option that is set. */
    static void note(List<String> said, String option, @Nullable String value) {
        if (value != null) {
            said.add(option + " " + value);
        }
    }

    /** Refuses what does nothing, if there is any. */
    static void refuse(List<String> said, String why) {
        if (!said.isEmpty()) {
            String all = String.join(" ", said);
            throw Diagnosis.of("ASSAY-CLI-041", "what is said would do nothing.")
                    .with("said", all)
                    .because(why)
                    .toFix("leave out " + all)
                    .exception();
        }
    }
}
