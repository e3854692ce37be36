package dev.assay.cli.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ArgLineTest {
    private final Properties properties = new Properties();
    private final List<String> notices = new ArrayList<>();

    @Test
    void splits_at_white_space_outside_quotes() {
        assertThat(split("-Xmx1g\n   \"-Da=b c\" -D'd=e  f'\t-ea ''"))
                .containsExactly("-Xmx1g", "-Da=b c", "-Dd=e  f", "-ea", "");
    }

    @Test
    void keeps_a_backslash_and_the_quote_behind_it() {
        assertThat(split("-Da=C:\\dir -Db=\\\"x\\\"")).containsExactly("-Da=C:\\dir", "-Db=\\\"x\\\"");
    }

    @Test
    void replaces_late_properties_as_they_are_now() {
        properties.setProperty("argLine", "-javaagent:agent.jar=out=$x");

        assertThat(split("@{argLine} -ea")).containsExactly("-javaagent:agent.jar=out=$x", "-ea");
        assertThat(notices).isEmpty();
    }

    @Test
    void leaves_out_and_tells_what_nothing_defines() {
        assertThat(split("@{argLine} -ea")).containsExactly("-ea");
        assertThat(notices).containsExactly("argLine uses @{argLine}, which nothing defines; it is left out.");
    }

    @Test
    void writes_every_fork_number_alike() {
        assertThat(split("-Da=${surefire.threadNumber} -Db=@{surefire.forkNumber}"))
                .containsExactly("-Da=${surefire.forkNumber}", "-Db=${surefire.forkNumber}");
    }

    private List<String> split(String line) {
        return ArgLine.split(line, properties, notices);
    }
}
