package dev.assay.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssayTomlGuideTest {
    private final String guide;

    AssayTomlGuideTest() throws IOException {
        guide = Files.readString(Path.of("../docs/guide/assay-toml.md"));
    }

    @Test
    void the_guide_lists_every_key_as_the_reader_knows_it() {
        List<String> rows = new ArrayList<>();
        for (Key<?> key : Key.ALL) {
            rows.add("| `%s` | %s | `%s = %s` | %s |"
                    .formatted(
                            key.name(),
                            key.kind().expected().replace("\"", "`"),
                            key.name(),
                            key.example().replace("|", "\\|"),
                            key.description()));
        }
        assertThat(section("## Settings").lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void the_guide_lists_the_profiles_that_every_project_has() {
        List<String> rows = new ArrayList<>();
        for (Profile profile : Profile.BUILT_IN) {
            rows.add("| `%s` | %s |".formatted(profile.name(), profile.description()));
        }
        assertThat(section("## Profiles").lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(rows);
    }

    @Test
    void every_example_of_a_key_can_be_read(@TempDir Path folder) throws IOException {
        for (Key<?> key : Key.ALL) {
            Files.writeString(folder.resolve("assay.toml"), key.name() + " = " + key.example());
            assertThat(ProjectConfig.of(folder).layer().find(key))
                    .as(key.name())
                    .isPresent();
        }
    }

    @Test
    void the_guides_own_file_can_be_read(@TempDir Path folder) throws IOException {
        String example = guide.substring(guide.indexOf("```toml\n") + 8);
        Files.writeString(folder.resolve("assay.toml"), example.substring(0, example.indexOf("```")));
        ProjectConfig config = ProjectConfig.of(folder);
        assertThat(config.profiles()).containsKey("quick");
        assertThat(config.budgets().classes()).isNotEmpty();
    }

    private String section(String heading) {
        String from = guide.substring(guide.indexOf(heading) + heading.length());
        int end = from.indexOf("\n## ");
        return end < 0 ? from : from.substring(0, end);
    }
}
