package dev.assay.sql.migration;

import dev.assay.core.Diagnosis;
import dev.assay.sql.migration.Script.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Scripts that take back what others did. */
final class Undo {
    private Undo() {}

    /**
     * Returns those that take back what is newer than a version, the newest first.
     *
     * @param isRun which scripts were run
     * @throws dev.assay.core.DiagnosisException ASSAY-SQL-061 if there is none for one of them
     */
    static List<Script> of(List<Script> scripts, List<Script> undo, Version last, Predicate<Script> isRun) {
        List<Script> newer = new ArrayList<>(scripts.stream()
                .filter(script ->
                        script.version().filter(own -> own.compareTo(last) > 0).isPresent())
                .filter(isRun)
                .toList());
        newer.sort(Comparator.comparing((Script script) -> script.version().orElseThrow())
                .reversed());
        return newer.stream()
                .map(script -> undo.stream()
                        .filter(back -> back.version().equals(script.version()))
                        .findFirst()
                        .orElseThrow(() -> cannot(script.file(), script.name().replaceFirst("^V", "U"))))
                .toList();
    }

    static RuntimeException cannot(String migration, String fix) {
        return Diagnosis.of("ASSAY-SQL-061", "a migration cannot be taken back.")
                .with("migration", migration)
                .because("there is nothing that says how")
                .toFix(fix + ", which takes back what it did")
                .exception();
    }
}
