package dev.assay.sql.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's programs.
 *
 * @param folder where they were unpacked
 * @param nobody as whom they run
 */
record Programs(Path folder, Nobody nobody) {
    /** Returns how one is called. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(nobody.prefix(String.valueOf(System.getenv("PATH"))));
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
