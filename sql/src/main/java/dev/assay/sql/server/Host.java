package dev.assay.sql.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server runs under: a shell that looks a few times a second whether the server's run lives. When it does not, it
 * stops the server and deletes its folder. It is nobody's child, so that it outlives the JVM that started it, and in no
 * group that could be killed as a whole.
 */
final class Host {
    static final String LOG = "server.log";

    /** Is there once the server has started: from then on it is started again if it dies. */
    static final String STARTED = "started";

    /** Is there once the server has ended by itself, and is not started again. */
    static final String ENDED = "ended";

    /** If it is there when the run ends, the server outlives it by an hour: somebody looks at a database. */
    static final String STAY = "stay";

    /** Is there during that hour, which is over when it is gone. */
    static final String STAYS = "stays";

    /** A script that is run before the server ends. */
    static final String LAST = "last";

    /** SIGQUIT is PostgreSQL's immediate shutdown: nothing is written any more, as nothing remains. */
    private static final String SCRIPT = """
            folder=$1 run=$2 alive=$3 note=$4
            shift 4
            begin() {
                "$@" </dev/null >>"$folder/server.log" 2>&1 &
                server=$!
            }
            # When a process was born; nothing of one that is dead, or that nobody buries.
            born() {
                if [ -r /proc/self/stat ]; then
                    read -r stat <"/proc/$1/stat" || return
                    # shellcheck disable=SC2086
                    set -- ${stat##*) }
                    [ "$1" = Z ] || echo "${20}"
                else
                    ps -o lstart= -p "$1"
                fi
            }
            lives() {
                [ -e "$alive" ] && [ -n "$birth" ] && [ "$(born "$run" 2>/dev/null)" = "$birth" ]
            }
            end() {
                trap '' TERM INT HUP
                kill "$watcher" 2>/dev/null
                left=3600
                mv "$folder/stay" "$folder/stays" 2>/dev/null
                while [ -f "$folder/stays" ] && [ ! -f "$folder/ended" ] && [ $left -gt 0 ]; do
                    left=$((left - 1))
                    sleep 1
                done
                if [ -f "$folder/last" ] && [ ! -f "$folder/ended" ]; then
                    limit=
                    command -v timeout >/dev/null && limit="timeout 120"
                    $limit sh "$folder/last" </dev/null >>"$folder/server.log" 2>&1
                fi
                kill -QUIT "$server" 2>/dev/null
                wait "$server" 2>/dev/null
                # Processes of a server that was killed may write for a moment still.
                tries=50
                until rm -rf "$folder" 2>/dev/null || [ $tries -eq 0 ]; do
                    tries=$((tries - 1))
                    sleep 0.1
                done
                rm -f "$note"
                exit 0
            }
            birth=$(born "$run" 2>/dev/null)
            own=$(born $$ 2>/dev/null)
            trap end TERM INT HUP
            (
                trap - TERM INT HUP
                while lives; do sleep 0.3; done
                # If this shell was killed, the number may be another process's.
                [ "$(born $$ 2>/dev/null)" = "$own" ] && kill -TERM $$
            ) &
            watcher=$!
            begin "$@"
            tries=50
            while wait "$server"; code=$?; [ -e "$folder/started" ] && [ $tries -gt 0 ]; do
                # It has died. While processes of it live, it refuses to start.
                tries=$((tries - 1))
                sleep 0.1
                begin "$@"
            done
            echo "$code" >"$folder/ended"
            wait "$watcher"
            end
            """;

    /** Starts the other in a session of its own, where the system can do that, and says its number. */
    private static final String START = """
            script=$1
            shift
            if command -v setsid >/dev/null; then
                setsid sh -c "$script" assay-postgres "$@" </dev/null >/dev/null 2>&1 &
            else
                nohup sh -c "$script" assay-postgres "$@" </dev/null >/dev/null 2>&1 &
            fi
            echo $!
            """;

    private Host() {}

    /**
     * Starts a server.
     *
     * @param folder what it writes, deleted when it ends
     * @param run with which it ends
     * @param note a file that is deleted when it ends
     */
    static ProcessId start(List<String> server, Path folder, TestRun run, Path note) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", START, "assay-postgres", SCRIPT));
        command.add(folder.toString());
        command.add(String.valueOf(run.holder().number()));
        command.add(run.alive(folder).toString());
        command.add(note.toString());
        command.addAll(server);
        Process starter = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said = starter.inputReader()) {
            String number = said.readLine();
            return ProcessHandle.of(Long.parseLong(String.valueOf(number)))
                    .map(ProcessId::of)
                    .orElseThrow(() -> new IOException("the shell that holds the server ended at once"));
        } catch (NumberFormatException e) {
            throw new IOException("the shell that holds the server could not be started", e);
        }
    }
}
