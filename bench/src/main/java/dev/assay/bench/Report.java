package dev.assay.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a benchmark found.
 *
 * @param name the benchmark's
 * @param command gives these figures again
 * @param machine where they come from
 * @param versions of what was compared, by name
 * @param lines a contender each; the first that is named as baseline gives the ratios
 * @param baseline the contender that ratios refer to
 * @param checks what was to be reached
 */
record Report(
        String name,
        String command,
        Machine machine,
        Map<String, String> versions,
        List<Line> lines,
        String baseline,
        List<Check> checks) {
    Report {
        versions = Map.copyOf(versions);
        lines = List.copyOf(lines);
        checks = List.copyOf(checks);
    }

    /** Returns a contender's line, if it was measured. */
    Optional<Line> line(String contender) {
        return lines.stream().filter(each -> each.contender().equals(contender)).findFirst();
    }

    Report with(List<Check> found) {
        return new Report(name, command, machine, versions, lines, baseline, found);
    }

    /** Returns each contender's median wall time as a part of the baseline's; empty where that was not measured. */
    @JsonProperty
    Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        line(baseline)
                .ifPresent(base -> lines.forEach(
                        each -> ratios.put(each.contender(), each.medianWallMillis() / base.medianWallMillis())));
        return ratios;
    }

    boolean met() {
        return checks.stream().allMatch(Check::met);
    }

    static String fileName(String benchmark) {
        return "bench-" + benchmark + ".json";
    }

    /** Writes the figures, all rounds included, beside their place and moves them there. */
    Path writeJson(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve(fileName(name));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(fresh.toFile(), this);
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
