package dev.assay.cli.data;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names the option where an error of the module data names the call that does the same. */
final class Advice {
    private static final String ENTITY = "(?:\"([^\"]+)\"|(\\w+)\\.class)";

    private static final List<Way> WAYS = List.of(
            way("rows\\(" + ENTITY + ", (\\d+)\\)( or more)?", "--rows $1$2=$3$4"),
            way("fewer rows", "fewer rows: --rows, or --scale"),
            way("Model\\.of\\(\\.\\.\\., (\\w+)\\.class\\)", "name $1, too"),
            // An entity that is called by a text is a database's table.
            way(
                    "(model\\.with\\(\"([^\"]+)\".*)",
                    "--without $2",
                    "a catalogue, whose model is SchemaReader.of(dataSource).model() with $1"),
            way("(model\\.with\\(\\w+\\.class.*)", "a catalogue, with $1"),
            way(
                    "SchemaReader\\.of\\(dataSource\\)\\.ignoring\\(\"([^\"]*)\"\\)(?:, and model\\.with\\(\"([^\"]+)\".*)?",
                    "--without $2",
                    "--ignoring $1, where rows keep it anyhow"),
            way(
                    "SchemaReader\\.of\\(dataSource\\)\\.ignoring\\(\"([^\"]*)\"\\), .*",
                    "--ignoring $1, where rows keep it anyhow"),
            way("read (\\S+), too", "no --without $1, or --without what needs it, too"),
            way("SchemaReader\\.of\\(dataSource\\)\\.schema\\(.*", "--schema NAME"),
            way("Database\\.of\\(dataSource\\)\\.schema\\(\"\\.\\.\\.\"\\)(.*)", "--schema NAME$1"),
            way("Database\\.of\\(dataSource\\)\\.drift\\(model\\)(.*)", "assay data verify$1"),
            way(
                    "Model\\.of\\(dataSource\\), which has the columns that there are",
                    "the database alone, without classes: its schema has the columns that there are"),
            way("load\\.only\\(\\.\\.\\.\\), without (\\S+)", "--without $1"),
            way("load\\.append\\(\\), where keys differ", "--append, which goes on behind the rows that are there"),
            way("load\\.within\\(.*", "--time-limit 10m, or more than it was"),
            way("load\\.only\\(\"([^\"]+)\"\\)\\.into\\(anotherFolder, format\\)", "--only $1, with another --out"),
            way("all of it, without shard\\(\\.\\.\\.\\)", "all of it, without --shard"),
            way(
                    "load\\.only\\(\\.\\.\\.\\)\\.shard\\(\\.\\.\\.\\)\\.append\\(\\), (.*)",
                    "--only ENTITY --shard I/N --append, $1"),
            way("files of parts: .*", "assay data generate --out DIR, with --format csv or jsonl"),
            way("a place with room that may be written to", "--out, to a place with room that may be written to"));

    private Advice() {}

    /** What a call is on the command line: groups that were not found are left out, and so are lines that lack theirs. */
    private record Way(Pattern call, List<String> options) {
        Stream<String> of(Matcher found) {
            return options.stream().map(option -> filled(option, found)).filter(text -> !text.endsWith("--without "));
        }

        private static String filled(String option, Matcher found) {
            String text = option;
            for (int i = 1; i <= found.groupCount(); i++) {
                String group = found.group(i);
                text = text.replace("$" + i, group == null ? "" : group);
            }
            return text;
        }
    }

    private static Way way(String call, String... options) {
        return new Way(Pattern.compile(call, Pattern.DOTALL), List.of(options));
    }

    /** Returns an error whose ways out can be typed. */
    static DiagnosisException of(DiagnosisException failure) {
        Diagnosis diagnosis = failure.diagnosis();
        List<String> fixes =
                diagnosis.fixes().stream().flatMap(Advice::options).distinct().toList();
        if (fixes.equals(diagnosis.fixes())) {
            return failure;
        }
        return new Diagnosis(diagnosis.code(), diagnosis.what(), diagnosis.facts(), diagnosis.why(), fixes)
                .exception(failure);
    }

    /** Returns what a way out is on the command line; itself, where it is no call. */
    static Stream<String> options(String fix) {
        for (Way way : WAYS) {
            Matcher found = way.call().matcher(fix);
            if (found.matches()) {
                return way.of(found);
            }
        }
        return Stream.of(fix);
    }
}
