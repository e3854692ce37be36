package dev.assay.maven;

import dev.assay.cli.Console;
import dev.assay.cli.ExitCode;
import dev.assay.cli.Main;
import dev.assay.cli.target.ArgLine;
import dev.assay.cli.target.JarSource;
import dev.assay.cli.target.LauncherResolver;
import dev.assay.cli.target.ModuleDescription;
import dev.assay.cli.target.RepositoryJars;
import dev.assay.cli.target.SuiteAssembly;
import dev.assay.run.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Runs the tests of all modules at once with Assay, and fails the build as Surefire would.
 *
 * <p>The modules must be compiled: {@code mvn process-test-classes dev.assay:assay-maven-plugin:test}.
 *
 * @since 0.1
 */
@Mojo(name = "test", aggregator = true, requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class TestMojo extends AbstractMojo {
    private final LifecycleExecutor lifecycle;
    private final ToolchainManager toolchains;
    private final RepositorySystem repositories;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    /** Options of {@code assay test}, such as {@code --profile ci --retries 1}. */
    @Parameter(property = "assay.args", defaultValue = "")
    private String args;

    /** Whether to run nothing. */
    @Parameter(property = "skipTests", defaultValue = "false")
    private boolean skipTests;

    /** Whether to run nothing, and compile nothing either. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private boolean skip;

    /** Whether the build goes on when tests failed. */
    @Parameter(property = "maven.test.failure.ignore", defaultValue = "false")
    private boolean testFailureIgnore;

    /** Takes the parts of Maven that the goal asks. */
    @Inject
    public TestMojo(LifecycleExecutor lifecycle, ToolchainManager toolchains, RepositorySystem repositories) {
        this.lifecycle = lifecycle;
        this.toolchains = toolchains;
        this.repositories = repositories;
    }

    /** Runs the tests of every module in the session. */
    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip || skipTests) {
            getLog().info("Tests are skipped.");
            return;
        }
        Path folder = session.getTopLevelProject().getBasedir().toPath().toAbsolutePath();
        List<ModuleDescription> modules = describe();
        List<String> command = new ArrayList<>(List.of("test", folder.toString()));
        command.addAll(ArgLine.split(args == null ? "" : args, new Properties(), new ArrayList<>()));
        int code = Main.run(
                new Console(utf8(System.out), utf8(System.err)),
                (request, progress) -> runnable(modules, folder),
                home(folder),
                command.toArray(String[]::new));
        judge(code);
    }

    private List<ModuleDescription> describe() throws MojoExecutionException {
        List<ModuleDescription> modules = new ArrayList<>();
        for (MavenProject project : session.getProjects()) {
            MavenSession own = session.clone();
            own.setCurrentProject(project);
            modules.add(new ProjectDescriber(own, lifecycle, new Toolchains(toolchains, own)).describe());
        }
        return modules;
    }

    private List<Suite> runnable(List<ModuleDescription> modules, Path folder) {
        JarSource jars = new RepositoryJars(
                repositories,
                session.getRepositorySession(),
                session.getCurrentProject().getRemoteProjectRepositories());
        return new SuiteAssembly(new LauncherResolver(jars)).runnable(modules, folder);
    }

    /** Lays the worker's jar out as a distribution does. */
    private Path home(Path folder) throws MojoExecutionException {
        Path home = folder.resolve(".assay").resolve("maven");
        Path worker = home.resolve("worker").resolve("assay-worker.jar");
        Path resolved = Objects.requireNonNull(plugin.getArtifactMap().get("dev.assay:assay-worker"))
                .getFile()
                .toPath();
        try {
            if (!Files.exists(worker) || Files.mismatch(resolved, worker) >= 0) {
                Files.createDirectories(worker.getParent());
                Path beside = Files.createTempFile(worker.getParent(), "worker", ".jar");
                Files.copy(resolved, beside, StandardCopyOption.REPLACE_EXISTING);
                Files.move(beside, worker, StandardCopyOption.ATOMIC_MOVE);
            }
            return home;
        } catch (IOException e) {
            throw new MojoExecutionException("cannot write " + worker + ": " + e.getMessage(), e);
        }
    }

    private void judge(int code) throws MojoExecutionException, MojoFailureException {
        if (code == ExitCode.FAILED.code()) {
            if (!testFailureIgnore) {
                throw new MojoFailureException("tests failed");
            }
            getLog().warn("Tests failed, and maven.test.failure.ignore lets the build go on.");
        } else if (code != ExitCode.PASSED.code()) {
            throw new MojoExecutionException("assay test ended with exit code " + code);
        }
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }
}
