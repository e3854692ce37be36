package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NobodyTest {
    @ParameterizedTest
    @CsvSource({
        "1000, 0000000000000000, SELF", // a user
        "0, 000001ffffffffff, NAME_SPACE", // root of a machine
        "0, 00000000a80425fb, USER", // root of a container, as Docker makes them
    })
    void is_chosen_by_what_the_process_is_and_may(String user, String rights, Nobody nobody) {
        String users = String.join("\t", user, user, user, user);
        assertThat(Nobody.of(List.of("Name:\tjava", "Uid:\t" + users, "CapEff:\t" + rights)))
                .isEqualTo(nobody);
    }

    @Test
    void needs_a_program_to_become_it() {
        Golden.check(catchThrowable(() -> Nobody.USER.prefix("/nowhere:/neither")));
        assertThat(Nobody.SELF.prefix("")).isEmpty();
    }

    @Test
    void does_not_reach_what_is_below_a_closed_folder(@TempDir Path folder) throws Exception {
        Path below = Files.createDirectories(folder.resolve("below"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(Nobody.USER.reaches(below)).isFalse();
        assertThat(Nobody.NAME_SPACE.reaches(below)).isTrue();
    }

    @Test
    void says_what_initdb_said(@TempDir Path folder) throws Exception {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("initdb");
        Files.writeString(program, "#!/bin/sh\necho 'initdb: error: invalid locale name \"C.UTF-8\"'\nexit 1\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Golden.check(
                catchThrowable(() -> Cluster.initialise(new Programs(folder, Nobody.SELF), folder.resolve("cluster"))));
    }
}
