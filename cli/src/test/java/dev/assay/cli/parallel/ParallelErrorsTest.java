package dev.assay.cli.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ParallelErrorsTest {
    @Test
    void they_are_documented_as_they_are() throws IOException {
        String errors = Files.readString(Path.of("../docs/errors.md"));
        assertThat(errors)
                .contains("```\n" + ParallelErrors.ownOption("--times").render().strip() + "\n```");
        assertThat(errors)
                .contains("```\n"
                        + ParallelErrors.broken(
                                        "outcomes are missing", Path.of("/home/you/shop/target/assay/parallelize/3"))
                                .render()
                                .strip()
                        + "\n```");
    }
}
