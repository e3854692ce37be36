package dev.assay.sql.server;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A run as workers see it: a file that says who carries it out, which is a process that can be killed. */
final class OneRun implements AutoCloseable {
    private final PostgresConfig config;
    private final Path file;
    private final Process holder;
    private final List<Member> members = new ArrayList<>();

    OneRun(PostgresConfig config, Path folder, String project) throws IOException {
        this.config = config;
        this.file = Files.createTempDirectory(folder, "run").resolve("run");
        this.holder = new ProcessBuilder("sleep", "1000").start();
        write(file, ProcessId.of(holder.toHandle()), folder.resolve(project));
    }

    static void write(Path file, ProcessId process, Path project) throws IOException {
        Properties facts = new Properties();
        facts.setProperty("id", "one");
        facts.setProperty("pid", String.valueOf(process.number()));
        facts.setProperty("born", String.valueOf(process.born()));
        facts.setProperty("project", project.toString());
        try (Writer out = Files.newBufferedWriter(file)) {
            facts.store(out, null);
        }
    }

    Path file() {
        return file;
    }

    /** Starts a JVM of the run. */
    Member member() throws IOException {
        Member member = Member.start(config, file.toString());
        members.add(member);
        return member;
    }

    void killHolder() throws InterruptedException {
        holder.destroyForcibly().waitFor();
    }

    /** Ends it, as a run does that comes to its end. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        members.forEach(Member::close);
        holder.destroyForcibly();
    }
}
