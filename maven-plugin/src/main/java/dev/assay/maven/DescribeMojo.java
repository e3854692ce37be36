package dev.assay.maven;

import dev.assay.cli.target.DescriptionJson;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Writes down what the module's tests run with: a file per module, named by its place in the reactor.
 *
 * <p>Runs no test. {@code assay test} calls it behind the phase {@code process-test-classes}.
 *
 * @since 0.1
 */
@Mojo(name = "describe", requiresDependencyResolution = ResolutionScope.TEST, threadSafe = true)
public final class DescribeMojo extends AbstractMojo {
    static final String FOLDER = "assay.describe";

    private final LifecycleExecutor lifecycle;
    private final ToolchainManager toolchains;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    /** The folder that the files are written to. */
    @Parameter(property = FOLDER, defaultValue = "${session.executionRootDirectory}/.assay/describe", required = true)
    private File describe;

    /** Takes the parts of Maven that the goal asks. */
    @Inject
    public DescribeMojo(LifecycleExecutor lifecycle, ToolchainManager toolchains) {
        this.lifecycle = lifecycle;
        this.toolchains = toolchains;
    }

    /** Writes the description of the session's current module. */
    @Override
    public void execute() throws MojoExecutionException {
        int index = session.getProjects().indexOf(session.getCurrentProject());
        Path file = describe.toPath().resolve("%05d.json".formatted(index));
        ProjectDescriber describer = new ProjectDescriber(session, lifecycle, new Toolchains(toolchains, session));
        try {
            Files.createDirectories(describe.toPath());
            DescriptionJson.write(describer.describe(), file);
        } catch (IOException e) {
            throw new MojoExecutionException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
