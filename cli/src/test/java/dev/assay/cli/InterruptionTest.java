package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.cli.fixture.Endless;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the command line as a process, and ends it as a terminal or a system would. */
class InterruptionTest {
    private static final int MINUTE = 60_000;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void signals_can_be_sent() throws IOException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.isReadable(status), "signals are sent with Linux's kill and setsid");
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .sum();
        assumeTrue((ignored & 2) == 0, "what starts these tests ignores SIGINT, and a child inherits that");
    }

    @AfterEach
    void nothing_is_left_running() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void ctrl_c_ends_the_run_with_reports_and_blames_no_test_though_the_workers_get_it_too() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process assay = assay(server.getLocalPort());
            try (Socket worker = worker(server)) {
                kill("-INT", "-" + assay.pid());
                assertThat(exitCode(assay)).isEqualTo(130);
                assertHasEnded(worker);
            }
        }
        assertReportsTellOfTheInterruption();
    }

    @Test
    void a_request_to_terminate_does_the_same_and_ends_as_the_system_expects() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process assay = assay(server.getLocalPort());
            try (Socket worker = worker(server)) {
                kill("-TERM", String.valueOf(assay.pid()));
                assertThat(exitCode(assay)).isEqualTo(143);
                assertHasEnded(worker);
            }
        }
        assertReportsTellOfTheInterruption();
    }

    @Test
    void a_worker_does_not_outlive_a_run_that_is_killed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process assay = assay(server.getLocalPort());
            try (Socket worker = worker(server)) {
                kill("-KILL", String.valueOf(assay.pid()));
                assertThat(exitCode(assay)).isEqualTo(137);
                assertHasEnded(worker);
            }
        }
        assertThat(folder.resolve("out/run.json")).doesNotExist();
    }

    @Test
    void the_second_ctrl_c_ends_a_program_that_the_first_could_not() throws Exception {
        Process program = java(StubbornProgram.class, List.of());
        BufferedReader said = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8));
        assertThat(said.readLine()).isEqualTo("ready");
        kill("-INT", String.valueOf(program.pid()));
        assertThat(said.readLine()).isEqualTo("asked");
        kill("-INT", String.valueOf(program.pid()));
        assertThat(said.readLine()).isEqualTo("ending");
        assertThat(exitCode(program)).isEqualTo(130);
    }

    @Test
    void ctrl_c_ends_a_program_that_a_request_to_terminate_could_not() throws Exception {
        Process program = java(StubbornProgram.class, List.of());
        BufferedReader said = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8));
        assertThat(said.readLine()).isEqualTo("ready");
        kill("-TERM", String.valueOf(program.pid()));
        assertThat(said.readLine()).isEqualTo("asked");
        kill("-INT", String.valueOf(program.pid()));
        assertThat(said.readLine()).isEqualTo("ending");
        assertThat(exitCode(program)).isEqualTo(130);
    }

    @Test
    void what_handled_ctrl_c_before_handles_it_again_afterwards() throws Exception {
        Process program = java(PatientProgram.class, List.of());
        BufferedReader said = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8));
        assertThat(said.readLine()).isEqualTo("ready");
        kill("-INT", String.valueOf(program.pid()));
        assertThat(said.readLine()).isEqualTo("the program's own handler");
        assertThat(exitCode(program)).isZero();
    }

    private Process assay(int port) throws IOException {
        Distribution.in(folder);
        return java(
                Launched.class,
                List.of(),
                Endless.class.getName(),
                "--workers",
                "1",
                "--jvm-args",
                "-Dfixture.port=" + port,
                "--out",
                "out");
    }

    /** Starts a program as a terminal does: in a process group of its own. */
    private Process java(Class<?> program, List<String> jvmArgs, String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid", System.getProperty("java.home") + "/bin/java");
        builder.command().addAll(jvmArgs);
        builder.command().addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        builder.command().addAll(List.of(args));
        // A JVM that picks options up from there says so before its program says anything.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process =
                builder.directory(folder.toFile()).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    private static Socket worker(ServerSocket server) throws IOException {
        server.setSoTimeout(MINUTE);
        Socket worker = server.accept();
        worker.setSoTimeout(MINUTE);
        assertThat(new DataInputStream(worker.getInputStream()).readLong()).isPositive();
        return worker;
    }

    private static void assertHasEnded(Socket worker) throws IOException {
        assertThat(worker.getInputStream().read()).isEqualTo(-1);
    }

    private void assertReportsTellOfTheInterruption() throws IOException {
        assertThat(Files.readString(folder.resolve("out/run.json")))
                .contains("\"end\" : \"interrupted\"", "\"passed\" : 1", "\"lost\" : 0", "\"not_run\" : 2");
        assertThat(folder.resolve("out/index.html")).isNotEmptyFile();
        assertThat(folder.resolve("out/xml/TEST-" + Endless.class.getName() + ".xml"))
                .isNotEmptyFile();
    }

    private static void kill(String signal, String process) throws IOException, InterruptedException {
        Process kill =
                new ProcessBuilder("kill", signal, "--", process).inheritIO().start();
        assertThat(kill.waitFor()).isZero();
    }

    private static int exitCode(Process process) throws Exception {
        process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
