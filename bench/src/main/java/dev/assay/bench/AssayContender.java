package dev.assay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bench.measure.Job;
import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code assay test}, with no history or with that of the round's run without one.
 *
 * @param name what the tables call it
 * @param command starts Assay
 * @param arguments what to test, and further options
 * @param folder where it runs; results and history are kept in its build folder
 * @param fresh whether to begin without history
 */
record AssayContender(String name, List<String> command, List<String> arguments, Path folder, boolean fresh)
        implements Contender {
    @Override
    public Job job(int round) throws IOException {
        Path out = out(round);
        Contender.setAside(out);
        if (fresh) {
            forget(round);
        } else if (!Files.exists(history(round))) {
            throw Diagnosis.of("ASSAY-BENCH-007", "there is no history to run with.")
                    .with("contender", name + ", round " + round)
                    .with("history", history(round))
                    .because("a run with history uses what the same round's run without history learnt")
                    .toFix("--only Assay, which measures both")
                    .exception();
        }
        List<String> words = new ArrayList<>(command);
        words.add("test");
        words.addAll(arguments);
        words.addAll(List.of("--no-color", "--out", out.toString()));
        words.addAll(List.of("--history", history(round).toString()));
        return Job.of(words, folder, Contender.results(folder).resolve(out.getFileName() + ".log"));
    }

    @Override
    public Result read(int round) throws IOException {
        return readRunJson(out(round).resolve("run.json"));
    }

    /** Returns the folder of a round's results. */
    Path out(int round) {
        return Contender.results(folder).resolve("assay-" + (fresh ? "first-" : "again-") + round);
    }

    static Result readRunJson(Path file) throws IOException {
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        Counts counts = new Counts(
                number(json, "discovered"),
                number(json, "failed") + number(json, "lost") + number(json, "not_run"),
                number(json, "skipped") + number(json, "aborted"));
        Map<String, Double> facts = new HashMap<>();
        json.properties().forEach(each -> {
            if (each.getValue().isNumber()) {
                facts.put(each.getKey(), each.getValue().asDouble());
            }
        });
        return new Result(counts, facts);
    }

    private static long number(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber()) {
            throw new IllegalArgumentException("run.json has no number named " + key);
        }
        return value.asLong();
    }

    private Path history(int round) {
        return Contender.results(folder).resolve("history-" + round + ".db");
    }

    /** Deletes the round's history, and what SQLite keeps beside it. */
    private void forget(int round) throws IOException {
        String name = history(round).getFileName().toString();
        try (Stream<Path> files = Files.list(Contender.results(folder))) {
            for (Path each : files.toList()) {
                if (each.getFileName().toString().startsWith(name)) {
                    Files.delete(each);
                }
            }
        }
    }
}
