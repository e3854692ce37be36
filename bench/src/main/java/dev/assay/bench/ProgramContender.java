package dev.assay.bench;

import dev.assay.bench.data.Facts;
import dev.assay.bench.measure.Job;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A program of this module in a JVM of its own, which says what it measured.
 *
 * @param name what the tables call it
 * @param java the command that starts the JVM
 * @param jvmArguments for the JVM
 * @param program has a main method, and prints {@link Facts}
 * @param arguments for the program
 * @param folder where it runs
 */
record ProgramContender(
        String name, String java, List<String> jvmArguments, Class<?> program, List<String> arguments, Path folder)
        implements Contender {
    ProgramContender {
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
    }

    /** Runs a program on the Java that runs this one. */
    static ProgramContender of(
            String name, List<String> jvmArguments, Class<?> program, List<String> arguments, Path folder) {
        return new ProgramContender(name, Setting.java(), jvmArguments, program, arguments, folder);
    }

    @Override
    public Job job(int round) throws IOException {
        Files.createDirectories(folder);
        List<String> words = new ArrayList<>(List.of(java));
        words.addAll(jvmArguments);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        words.addAll(arguments);
        return Job.of(words, folder, log(round));
    }

    @Override
    public Result read(int round) throws IOException {
        return Result.of(facts(round).numbers());
    }

    /** Returns all that the program said in a round. */
    Facts facts(int round) throws IOException {
        return Facts.of(Files.readString(log(round), StandardCharsets.ISO_8859_1));
    }

    private Path log(int round) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return Contender.results(folder).resolve(plain + "-" + round + ".log");
    }
}
