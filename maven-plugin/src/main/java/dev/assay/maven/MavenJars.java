package dev.assay.maven;

import dev.assay.cli.target.Coordinates;
import dev.assay.cli.target.JarSource;
import dev.assay.core.Diagnosis;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Jars as the running Maven resolves them. */
final class MavenJars implements JarSource {
    private final RepositorySystem repositories;
    private final MavenSession session;

    MavenJars(RepositorySystem repositories, MavenSession session) {
        this.repositories = repositories;
        this.session = session;
    }

    @Override
    public Path jar(Coordinates coordinates) {
        ArtifactRequest request = new ArtifactRequest();
        request.setArtifact(new DefaultArtifact(
                coordinates.group(), coordinates.artifact(), coordinates.classifier(), "jar", coordinates.version()));
        request.setRepositories(session.getCurrentProject().getRemoteProjectRepositories());
        try {
            return repositories
                    .resolveArtifact(session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw Diagnosis.of("ASSAY-MVN-015", "a jar that the run needs cannot be fetched.")
                    .with("jar", coordinates)
                    .with("maven", e.getMessage())
                    .because("the launcher must match the JUnit version on the suite's classpath")
                    .toFix("run once while online, or check the mirrors and proxies in Maven's settings.xml")
                    .exception(e);
        }
    }
}
