package dev.assay.sql.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server runs under: a shell that lives as long as the JVM's end of a pipe, and then stops the server and deletes
 * its folder. A JVM that is killed closes its end too.
 */
final class Host {
    static final String LOG = "server.log";

    /** Is there once the server has ended by itself. */
    static final String ENDED = "ended";

    /** SIGQUIT is PostgreSQL's immediate shutdown: nothing is written any more, as nothing remains. */
    private static final String SCRIPT = """
            exec 3<&0
            folder=$1
            shift
            "$@" </dev/null >"$folder/server.log" 2>&1 3<&- &
            server=$!
            end() {
                trap '' TERM INT HUP
                kill "$watcher" 2>/dev/null
                kill -QUIT "$server" 2>/dev/null
                wait "$server" 2>/dev/null
                # Processes of a server that was killed may write for a moment still.
                tries=50
                until rm -rf "$folder" 2>/dev/null || [ $tries -eq 0 ]; do
                    tries=$((tries - 1))
                    sleep 0.1
                done
                exit 0
            }
            trap end TERM INT HUP
            (trap - TERM INT HUP; read -r nothing; kill -TERM $$) <&3 &
            watcher=$!
            exec 3<&-
            wait "$server"
            echo $? >"$folder/ended"
            wait "$watcher"
            end
            """;

    private Host() {}

    static Process start(List<String> server, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "assay-postgres"));
        command.add(folder.toString());
        command.addAll(server);
        // The pipe to its standard input is what holds it: nobody writes to it.
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
