package dev.assay.maven;

import dev.assay.cli.target.ModuleDescription;
import dev.assay.run.Suite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Describes the session's current module: an execution of Surefire or Failsafe is a suite. */
final class ProjectDescriber {
    private static final String SUREFIRE = "maven-surefire-plugin";

    private final MavenSession session;
    private final MavenProject project;
    private final LifecycleExecutor lifecycle;
    private final Toolchains toolchains;
    private final List<Suite> suites = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    ProjectDescriber(MavenSession session, LifecycleExecutor lifecycle, Toolchains toolchains) {
        this.session = session;
        this.project = session.getCurrentProject();
        this.lifecycle = lifecycle;
        this.toolchains = toolchains;
    }

    ModuleDescription describe() throws MojoExecutionException {
        for (Plugin plugin : project.getBuildPlugins()) {
            if (SUREFIRE.equals(plugin.getArtifactId())) {
                describe(plugin, "test");
            } else if (TestExecution.FAILSAFE.equals(plugin.getArtifactId())) {
                describe(plugin, "integration-test");
            }
        }
        return new ModuleDescription(
                name(),
                path(project.getBasedir()),
                Path.of(project.getBuild().getDirectory()),
                outputs(),
                inputs(),
                skipped,
                suites);
    }

    private void describe(Plugin plugin, String goal) throws MojoExecutionException {
        for (PluginExecution execution : plugin.getExecutions()) {
            if (execution.getGoals().contains(goal) && !"none".equals(execution.getPhase())) {
                boolean standard = execution.getId().equals("default-test");
                String name = standard ? name() : name() + ":" + execution.getId();
                try {
                    describe(new TestExecution(session, configured(plugin, goal, execution.getId()), toolchains), name);
                } catch (Exception e) {
                    throw new MojoExecutionException(
                            "cannot tell how " + plugin.getArtifactId() + " runs " + name + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void describe(TestExecution execution, String name) throws IOException {
        String reason = execution.skipped();
        if (reason == null) {
            suites.add(execution.suite(name));
        } else {
            skipped.add(name + ": " + reason + ".");
        }
    }

    /** Lets Maven merge the execution's configuration with the goal's defaults, as if it were about to run it. */
    private MojoExecution configured(Plugin plugin, String goal, String id) throws Exception {
        List<MojoExecution> plan = lifecycle
                .calculateExecutionPlan(session, plugin.getKey() + ":" + plugin.getVersion() + ":" + goal + "@" + id)
                .getMojoExecutions();
        return plan.get(plan.size() - 1);
    }

    private String name() {
        long namesakes = session.getProjects().stream()
                .filter(other -> other.getArtifactId().equals(project.getArtifactId()))
                .count();
        return namesakes > 1 ? project.getGroupId() + ":" + project.getArtifactId() : project.getArtifactId();
    }

    private List<Path> outputs() {
        List<Path> outputs = new ArrayList<>();
        outputs.add(Path.of(project.getBuild().getOutputDirectory()));
        outputs.add(Path.of(project.getBuild().getTestOutputDirectory()));
        return outputs;
    }

    private List<Path> inputs() {
        List<Path> inputs = new ArrayList<>();
        for (MavenProject model = project; model != null; model = model.getParent()) {
            add(inputs, model.getFile());
        }
        Artifact parent = project.getParentArtifact();
        add(inputs, parent == null ? null : parent.getFile());
        MavenExecutionRequest request = session.getRequest();
        add(inputs, request.getUserSettingsFile());
        add(inputs, request.getGlobalSettingsFile());
        add(inputs, request.getUserToolchainsFile());
        File root = request.getMultiModuleProjectDirectory();
        if (root != null) {
            for (String file : List.of("maven.config", "jvm.config", "extensions.xml")) {
                add(inputs, new File(new File(root, ".mvn"), file));
            }
        }
        return inputs;
    }

    /** A file that is not there yet counts too: it may come. */
    private static void add(List<Path> inputs, @Nullable File file) {
        if (file != null) {
            inputs.add(path(file));
        }
    }

    private static Path path(File file) {
        return file.toPath().toAbsolutePath().normalize();
    }
}
