package dev.assay.bench.suite;

import dev.assay.core.Diagnosis;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The least that can run a class: JUnit's Launcher, one session, one execution per class, a listener that counts.
 *
 * <p>It is compiled against the suite's own launcher, as no module but the worker knows the launcher.
 *
 * @since 0.1
 */
public final class BareLauncher {
    /** The program's main class; its argument is a file with a class name on each line. */
    public static final String MAIN_CLASS = "BareLauncher";

    private BareLauncher() {}

    /**
     * Compiles the program into the folder.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-BENCH-003 if this Java has no compiler
     */
    public static void compile(List<Path> classpath, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw Diagnosis.of("ASSAY-BENCH-003", "this Java has no compiler.")
                    .with("java", System.getProperty("java.home"))
                    .because("the bare launcher is compiled against the suite's own JUnit")
                    .toFix("run the benchmark with a JDK in place of a JRE")
                    .exception();
        }
        Path source = Files.createDirectories(folder).resolve(MAIN_CLASS + ".java");
        Files.writeString(source, Resource.text(MAIN_CLASS + ".java.txt"));
        int result = compiler.run(
                null, null, null, "-proc:none", "-cp", join(classpath), "-d", folder.toString(), source.toString());
        if (result != 0) {
            throw new IllegalStateException("the bare launcher does not compile against " + join(classpath));
        }
    }

    private static String join(List<Path> classpath) {
        return classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
