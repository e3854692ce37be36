package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Jars from the local repository, fetched where they are missing.
 *
 * @since 0.1
 */
public final class RepositoryJars implements JarSource {
    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    /** Resolves with a system and session, from the given repositories. */
    public RepositoryJars(
            RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories) {
        this.system = system;
        this.session = session;
        this.repositories = List.copyOf(repositories);
    }

    @Override
    public Path jar(Coordinates coordinates) {
        ArtifactRequest request = new ArtifactRequest();
        request.setArtifact(new DefaultArtifact(
                coordinates.group(), coordinates.artifact(), coordinates.classifier(), "jar", coordinates.version()));
        request.setRepositories(repositories);
        try {
            return system.resolveArtifact(session, request)
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
