package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import eu.maveniverse.maven.mima.context.Context;
import java.nio.file.Path;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Jars from the user's local repository, fetched where they are missing. */
final class RepositoryJars implements JarSource {
    private final LocalMaven maven;

    RepositoryJars(LocalMaven maven) {
        this.maven = maven;
    }

    @Override
    public Path jar(Coordinates coordinates) {
        return maven.fetched(coordinates).orElseGet(() -> fetch(coordinates));
    }

    private Path fetch(Coordinates coordinates) {
        Context context = maven.context();
        ArtifactRequest request = new ArtifactRequest();
        request.setArtifact(new DefaultArtifact(
                coordinates.group(), coordinates.artifact(), coordinates.classifier(), "jar", coordinates.version()));
        request.setRepositories(context.remoteRepositories());
        try {
            return context.repositorySystem()
                    .resolveArtifact(context.repositorySystemSession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw Diagnosis.of("ASSAY-MVN-015", "a jar that the run needs cannot be fetched.")
                    .with("jar", coordinates)
                    .with("maven", String.valueOf(e.getMessage()))
                    .because("the launcher must match the JUnit version on the suite's classpath")
                    .toFix("run once while online, or check the mirrors and proxies in Maven's settings.xml")
                    .exception(e);
        }
    }
}
