package dev.assay.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.resolver.filter.ArtifactFilter;
import org.apache.maven.artifact.resolver.filter.ScopeArtifactFilter;
import org.apache.maven.project.MavenProject;

/** What Surefire puts on the tests' classpath: test classes, classes, dependencies, additional elements. */
final class TestClasspath {
    private final MavenProject project;
    private final Settings settings;
    private final Path testClasses;
    private final Path classes;

    TestClasspath(MavenProject project, Settings settings, Path testClasses, Path classes) {
        this.project = project;
        this.settings = settings;
        this.testClasses = testClasses;
        this.classes = classes;
    }

    List<Path> entries() {
        Set<Path> entries = new LinkedHashSet<>();
        entries.add(testClasses);
        entries.add(classes);
        List<String> excluded = settings.list("classpathDependencyExcludes");
        String scope = settings.string("classpathDependencyScopeExclude", "");
        ArtifactFilter excludedScope = scope.isEmpty() ? artifact -> false : new ScopeArtifactFilter(scope);
        for (Artifact artifact : project.getArtifacts()) {
            if (artifact.getFile() != null
                    && artifact.getArtifactHandler().isAddedToClasspath()
                    && !excludedScope.include(artifact)
                    && !ArtifactPattern.matchesAny(excluded, artifact)) {
                entries.add(artifact.getFile().toPath().toAbsolutePath().normalize());
            }
        }
        for (String element : settings.list("additionalClasspathElements")) {
            entries.add(project.getBasedir().toPath().resolve(element).normalize());
        }
        return List.copyOf(entries);
    }

    /** Returns the test classes and those dependencies that are to be scanned for tests too. */
    List<Path> scanned() {
        List<Path> scanned = new ArrayList<>();
        scanned.add(testClasses);
        List<String> patterns = settings.list("dependenciesToScan");
        for (Artifact artifact : project.getArtifacts()) {
            if (artifact.getFile() != null && ArtifactPattern.matchesAny(patterns, artifact)) {
                scanned.add(artifact.getFile().toPath().toAbsolutePath().normalize());
            }
        }
        return scanned;
    }
}
