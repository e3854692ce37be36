package dev.assay.cli;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jacoco.agent.AgentJar;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IBundleCoverage;
import org.jacoco.core.tools.ExecFileLoader;
import org.jacoco.report.DirectorySourceFileLocator;
import org.jacoco.report.FileMultiReportOutput;
import org.jacoco.report.IReportVisitor;
import org.jacoco.report.MultiReportVisitor;
import org.jacoco.report.MultiSourceFileLocator;
import org.jacoco.report.html.HTMLFormatter;
import org.jacoco.report.xml.XMLFormatter;

/** A run's coverage: JaCoCo's agent in every worker, one merged file and one report at the end. */
final class Coverage implements WorkerTool {
    private final Path folder;
    private final String title;

    /**
     * Says where coverage is kept.
     *
     * @param folder created when the agent is put there
     * @param title of the report
     */
    Coverage(Path folder, String title) {
        this.folder = folder.toAbsolutePath();
        this.title = title;
    }

    /** Puts the agent beside the results. */
    @Override
    public List<String> jvmArgs() throws IOException {
        Files.createDirectories(folder);
        Path agent = folder.resolve("jacocoagent.jar");
        AgentJar.extractTo(agent.toFile());
        return List.of("-javaagent:" + agent + "=destfile=" + folder.resolve("worker-${surefire.forkNumber}.exec")
                + ",excludes=dev.assay.worker.*");
    }

    /**
     * Merges what the workers left into {@code jacoco.exec}, {@code jacoco.xml} and {@code index.html}, and removes
     * their own files.
     *
     * @param suites tell which classes are measured
     * @throws IOException if the results cannot be read or the report cannot be written
     */
    @Override
    public void report(List<Suite> suites) throws IOException {
        ExecFileLoader loader = new ExecFileLoader();
        Set<Path> parts = new LinkedHashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "worker-*.exec")) {
            for (Path file : files) {
                loader.load(file.toFile());
                parts.add(file);
            }
        }
        loader.save(folder.resolve("jacoco.exec").toFile(), false);
        write(loader, mainClasses(suites));
        for (Path part : parts) {
            Files.delete(part);
        }
        Files.deleteIfExists(folder.resolve("jacocoagent.jar"));
    }

    private void write(ExecFileLoader loader, Set<Path> classes) throws IOException {
        CoverageBuilder builder = new CoverageBuilder();
        Analyzer analyzer = new Analyzer(loader.getExecutionDataStore(), builder);
        MultiSourceFileLocator sources = new MultiSourceFileLocator(4);
        for (Path entry : classes) {
            try {
                analyzer.analyzeAll(entry.toFile());
            } catch (IllegalStateException twoOfOneName) {
                throw new IOException(
                        "two classes of one name are measured: " + twoOfOneName.getMessage(), twoOfOneName);
            }
            Path module = entry.resolve("../..").normalize();
            for (String language : List.of("java", "kotlin")) {
                File folder = module.resolve("src/main").resolve(language).toFile();
                sources.add(new DirectorySourceFileLocator(folder, "UTF-8", 4));
            }
        }
        IBundleCoverage bundle = builder.getBundle(title);
        try (OutputStream xml = Files.newOutputStream(folder.resolve("jacoco.xml"))) {
            IReportVisitor visitor = new MultiReportVisitor(List.of(
                    new HTMLFormatter().createVisitor(new FileMultiReportOutput(folder.toFile())),
                    new XMLFormatter().createVisitor(xml)));
            visitor.visitInfo(
                    loader.getSessionInfoStore().getInfos(),
                    loader.getExecutionDataStore().getContents());
            visitor.visitBundle(bundle, sources);
            visitor.visitEnd();
        }
    }

    /** The project's own classes: folders of the classpath without tests, or the jar that a tests jar belongs to. */
    private static Set<Path> mainClasses(List<Suite> suites) {
        Set<Path> classes = new LinkedHashSet<>();
        for (Suite suite : suites) {
            for (Path entry : suite.classpath()) {
                boolean tested = suite.scan().stream().anyMatch(tests -> belongsTo(tests, entry));
                if (tested || (Files.isDirectory(entry) && !suite.scan().contains(entry))) {
                    classes.add(entry);
                }
            }
        }
        suites.forEach(suite -> classes.removeAll(suite.scan()));
        return classes;
    }

    private static boolean belongsTo(Path tests, Path entry) {
        return tests.getFileName()
                        .toString()
                        .equals(entry.getFileName().toString().replace(".jar", "-tests.jar"))
                && !tests.equals(entry);
    }

    @Override
    public Diagnosis failed(Exception e) {
        return Diagnosis.of("ASSAY-CLI-022", "the coverage report could not be written.")
                .with("error", e)
                .because("the tests ran, and their own reports are complete")
                .toFix("free space, or correct what the error names, and run again with --coverage");
    }
}
