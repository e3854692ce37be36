package dev.assay.cli.target;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assay.run.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** What Maven said of a project, in {@code .assay/suites.json}, valid while the project's fingerprint is the same. */
final class SuiteCache {
    private final TargetRequest request;
    private final Path file;

    SuiteCache(TargetRequest request, Path folder) {
        this.request = request;
        this.file = folder.resolve(".assay").resolve("suites.json");
    }

    /** Returns the suites if nothing changed since they were kept. */
    Optional<List<Suite>> unchanged() {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            DescriptionJson.Fields fields = DescriptionJson.fields(file);
            ProjectState state = new ProjectState(
                    fields.paths("folders"),
                    fields.paths("buildFolders"),
                    fields.paths("outputs"),
                    fields.paths("inputs"),
                    fields.strings("variables"));
            List<Suite> suites = fields.suites("suites");
            return state.fingerprint(request, suites).equals(fields.string("fingerprint"))
                    ? Optional.of(suites)
                    : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            // A damaged or older file is no answer, and asking Maven again replaces it.
            return Optional.empty();
        }
    }

    void keep(ProjectState state, List<Suite> suites) throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = Files.createTempFile(file.getParent(), "suites", ".json");
        try (JsonGenerator to = DescriptionJson.generator(beside)) {
            to.writeStartObject();
            to.writeStringField("fingerprint", state.fingerprint(request, suites));
            DescriptionJson.strings(to, "folders", state.folders());
            DescriptionJson.strings(to, "buildFolders", state.buildFolders());
            DescriptionJson.strings(to, "outputs", state.outputs());
            DescriptionJson.strings(to, "inputs", state.inputs());
            DescriptionJson.strings(to, "variables", state.variables());
            DescriptionJson.write(to, "suites", suites);
            to.writeEndObject();
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
