package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.extensions.mmr.MavenModelReader;
import eu.maveniverse.maven.mima.extensions.mmr.ModelRequest;
import eu.maveniverse.maven.mima.extensions.mmr.ModelResponse;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;

/** A published artifact: its {@code -tests} jar, run with the dependencies and settings that its POM names. */
final class ArtifactTarget {
    private final TargetRequest request;
    private final Consumer<String> progress;
    private final List<String> notices = new ArrayList<>();

    ArtifactTarget(TargetRequest request, Consumer<String> progress) {
        this.request = request;
        this.progress = progress;
    }

    List<Suite> suites() {
        progress.accept("resolving " + request.target());
        Artifact main = new DefaultArtifact(request.target());
        Artifact tests =
                new DefaultArtifact(main.getGroupId(), main.getArtifactId(), "tests", "jar", main.getVersion());
        try (LocalMaven maven = new LocalMaven(request, request.folder())) {
            Context context = maven.context();
            resolve(context, main);
            File testsJar = testsJar(context, tests);
            ModelResponse model = new MavenModelReader(context)
                    .readModel(ModelRequest.builder().setArtifact(main).build());
            List<Path> classpath = classpath(context, main, tests, model);
            Suite suite = suite(testsJar.toPath(), classpath, new SurefireModel(model.getEffectiveModel()));
            Suite launched =
                    new LauncherResolver(maven.jars()).withLauncher(suite).orElseThrow(this::withoutLibrary);
            JavaCommand.check(launched);
            return List.of(launched);
        } catch (RepositoryException e) {
            throw Diagnosis.of("ASSAY-MVN-007", "the coordinates do not resolve.")
                    .with("coordinates", request.target())
                    .with("maven", String.valueOf(e.getMessage()))
                    .because("no repository that Maven's settings.xml names has them, or it cannot be reached")
                    .toFix("check the spelling of group:artifact:version")
                    .toFix("check the mirrors and proxies in Maven's settings.xml")
                    .exception(e);
        }
    }

    private static File resolve(Context context, Artifact artifact) throws ArtifactResolutionException {
        ArtifactRequest wanted = new ArtifactRequest(artifact, context.remoteRepositories(), null);
        return context.repositorySystem()
                .resolveArtifact(context.repositorySystemSession(), wanted)
                .getArtifact()
                .getFile();
    }

    private File testsJar(Context context, Artifact tests) {
        try {
            return resolve(context, tests);
        } catch (ArtifactResolutionException e) {
            throw Diagnosis.of("ASSAY-MVN-008", "the artifact has no tests jar.")
                    .with("artifact", request.target())
                    .with("missing", tests)
                    .with("maven", String.valueOf(e.getMessage()))
                    .because("only a project that publishes its tests, with the classifier tests, can be run this way")
                    .toFix("get its sources and run assay test in their folder")
                    .exception(e);
        }
    }

    /** The artifact and its tests come first and directly, so that no older version of it wins. */
    private static List<Path> classpath(Context context, Artifact main, Artifact tests, ModelResponse model)
            throws RepositoryException {
        ArtifactDescriptorResult pom = model.toArtifactDescriptorResult(model.getEffectiveModel());
        CollectRequest collect = new CollectRequest();
        collect.addDependency(new Dependency(tests, "test"));
        collect.addDependency(new Dependency(main, "compile"));
        for (Dependency dependency : pom.getDependencies()) {
            if (!"system".equals(dependency.getScope())) {
                collect.addDependency(dependency.setOptional(false).setScope("test"));
            }
        }
        collect.setManagedDependencies(pom.getManagedDependencies());
        List<RemoteRepository> repositories = new ArrayList<>(context.remoteRepositories());
        repositories.addAll(context.repositorySystem()
                .newResolutionRepositories(context.repositorySystemSession(), pom.getRepositories()));
        collect.setRepositories(repositories);
        Set<Path> classpath = new LinkedHashSet<>();
        for (ArtifactResult result : context.repositorySystem()
                .resolveDependencies(context.repositorySystemSession(), new DependencyRequest(collect, null))
                .getArtifactResults()) {
            classpath.add(result.getArtifact().getFile().toPath());
        }
        return List.copyOf(classpath);
    }

    private Suite suite(Path tests, List<Path> classpath, SurefireModel surefire) {
        List<String> jvmArgs = new ArrayList<>();
        if (!surefire.text("enableAssertions", "true").equals("false")) {
            jvmArgs.add("-ea");
        }
        List<String> argLine = ArgLine.split(surefire.text("argLine", ""), new Properties(), new ArrayList<>()).stream()
                .filter(argument -> !argument.contains("${"))
                .toList();
        jvmArgs.addAll(argLine);
        if (!argLine.isEmpty()) {
            notices.add("JVM arguments from the POM's Surefire configuration: " + String.join(" ", argLine));
        }
        return new Suite(
                request.target().substring(request.target().indexOf(':') + 1).replace(':', '-'),
                List.of(tests),
                classpath,
                List.of(),
                request.scratch().resolve("work").toAbsolutePath().toString(),
                JavaCommand.current(),
                jvmArgs,
                resolved(surefire.map("systemPropertyVariables"), "system property"),
                resolved(surefire.map("environmentVariables"), "environment variable"),
                surefire.list("includes"),
                surefire.list("excludes"),
                TagExpression.of(surefire.text("groups", "")),
                TagExpression.of(surefire.text("excludedGroups", "")),
                !surefire.text("reuseForks", "true").equals("false"),
                notices);
    }

    /** What still holds an expression means the source tree, which a published artifact does not have. */
    private Map<String, String> resolved(Map<String, String> values, String kind) {
        Map<String, String> resolved = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value.contains("${")) {
                notices.add("the " + kind + " " + name + " is left out: " + value + " means the project's folder.");
            } else {
                resolved.put(name, value);
            }
        });
        return resolved;
    }

    private RuntimeException withoutLibrary() {
        return Diagnosis.of("ASSAY-MVN-020", "the artifact's tests come without a test library.")
                .with("artifact", request.target())
                .because("its POM names neither JUnit nor an engine of JUnit's platform")
                .toFix("get its sources and run assay test in their folder")
                .exception();
    }
}
