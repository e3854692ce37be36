package dev.assay.sql.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;

/** A JVM of a run, as a process that a test talks to: it does what it is told, a line at a time. */
final class Member implements AutoCloseable {
    private final Process process;
    private final PrintStream commands;
    private final BufferedReader answers;

    private Member(Process process) {
        this.process = process;
        this.commands = new PrintStream(process.getOutputStream(), true);
        this.answers = process.inputReader();
    }

    /** Starts one; without a run where {@code runFile} is empty. */
    static Member start(PostgresConfig config, String runFile) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), config, runFile);
    }

    static Member start(List<String> prefix, String classpath, PostgresConfig config, String runFile)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classpath,
                Member.class.getName(),
                config.cache().toString(),
                config.folder().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(TestRun.VARIABLE, runFile);
        return new Member(builder.start());
    }

    /** Tells it to do something without waiting for it. */
    Member tell(String command) {
        commands.println(command);
        return this;
    }

    /** Returns what it answers. */
    String answer() throws IOException {
        return String.valueOf(answers.readLine());
    }

    String ask(String command) throws IOException {
        return tell(command).answer();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        PostgresConfig config =
                PostgresConfig.USUAL.cache(Path.of(arguments[0])).folder(Path.of(arguments[1]));
        PostgresServer server = null;
        Template template = null;
        try (Scanner told = new Scanner(System.in)) {
            while (told.hasNextLine()) {
                String[] words = told.nextLine().split(" ", 2);
                if (words[0].equals("join")) {
                    server = PostgresServer.shared(config, TestRun.of(System.getenv(), Path.of("")));
                    System.out.println(server.url("postgres"));
                } else if (words[0].equals("template") && server != null) {
                    String[] said = {"there"};
                    template = server.template(words[1], database -> {
                        said[0] = "made";
                        try (Connection connection = database.getConnection();
                                Statement statement = connection.createStatement()) {
                            statement.execute("CREATE TABLE t (a int)");
                        }
                    });
                    System.out.println(said[0]);
                } else if (words[0].equals("stuck") && server != null) {
                    server.template(words[1], database -> {
                        System.out.println("stuck");
                        Thread.currentThread().join();
                    });
                } else if (words[0].equals("open") && template != null) {
                    System.out.println(template.open().name());
                } else if (words[0].equals("do") && server != null) {
                    try (Connection connection = server.database("postgres").getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.execute(words[1]);
                    }
                    System.out.println("done");
                } else if (words[0].equals("keep") && template != null) {
                    DatabaseClone clone = template.open();
                    clone.keep();
                    System.out.println(clone.name());
                } else {
                    System.out.println("what is " + Map.of("word", words[0]) + "?");
                }
            }
        }
    }
}
