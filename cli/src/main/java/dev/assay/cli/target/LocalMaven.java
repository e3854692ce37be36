package dev.assay.cli.target;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The user's Maven without Maven: its settings, its local repository, its resolver. Started when first needed. */
final class LocalMaven implements AutoCloseable {
    private static final Pattern LOCAL_REPOSITORY = Pattern.compile("<localRepository>\\s*([^<$]+?)\\s*<");

    private final MavenArguments arguments;
    private final boolean offline;
    private @Nullable Context context;

    LocalMaven(TargetRequest request, Path folder) {
        this.arguments = new MavenArguments(request.mavenArgs(), folder, System.getenv());
        this.offline = request.offline();
    }

    boolean offline() {
        return offline || arguments.offline();
    }

    /** Returns where jars come from; the resolver is started for those that were not fetched before. */
    JarSource jars() {
        return coordinates -> fetched(coordinates)
                .orElseGet(() -> new RepositoryJars(
                                context().repositorySystem(),
                                context().repositorySystemSession(),
                                context().remoteRepositories())
                        .jar(coordinates));
    }

    private Optional<Path> fetched(Coordinates artifact) {
        Path file = repository().resolve(artifact.path());
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Returns the resolver's context, which costs half a second the first time. */
    Context context() {
        Context started = context;
        if (started == null) {
            ContextOverrides.Builder overrides =
                    ContextOverrides.create().withUserSettings(true).offline(offline() ? Boolean.TRUE : null);
            arguments.localRepository().ifPresent(overrides::withLocalRepositoryOverride);
            arguments.userSettings().ifPresent(overrides::withUserSettingsXmlOverride);
            home().ifPresent(overrides::withMavenSystemHomeOverride);
            arguments.globalSettings().ifPresent(overrides::withGlobalSettingsXmlOverride);
            started = Runtimes.INSTANCE.getRuntime().create(overrides.build());
            context = started;
        }
        return started;
    }

    /** Closes the resolver if it was started. */
    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }

    /** Returns where the local repository should be, without starting the resolver, which alone knows for sure. */
    Path repository() {
        if (context != null) {
            return context.repositorySystemSession()
                    .getLocalRepository()
                    .getBasedir()
                    .toPath();
        }
        Path home = Path.of(System.getProperty("user.home"), ".m2");
        Path settings = arguments.userSettings().orElse(home.resolve("settings.xml"));
        return arguments.localRepository().or(() -> repositoryIn(settings)).orElse(home.resolve("repository"));
    }

    private static Optional<Path> repositoryIn(Path settings) {
        try {
            Matcher named = LOCAL_REPOSITORY.matcher(Files.readString(settings).replaceAll("(?s)<!--.*?-->", ""));
            return named.find() ? Optional.of(Path.of(named.group(1))) : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The installation's folder holds the settings of the whole machine. */
    private static Optional<Path> home() {
        String named = System.getenv("MAVEN_HOME");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path mvn = Path.of(folder, "mvn");
            try {
                if (!folder.isEmpty() && Files.isRegularFile(mvn)) {
                    Path bin = mvn.toRealPath().getParent();
                    Path home = bin == null ? null : bin.getParent();
                    return home != null
                                    && Files.isRegularFile(home.resolve("conf").resolve("settings.xml"))
                            ? Optional.of(home)
                            : Optional.empty();
                }
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
