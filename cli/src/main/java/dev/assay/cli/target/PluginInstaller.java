package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import eu.maveniverse.maven.mima.context.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.installation.InstallRequest;
import org.eclipse.aether.installation.InstallationException;

/** Puts Assay's own plugin into the user's local repository, from the distribution, where it is not published. */
final class PluginInstaller {
    private static final Path GROUP = Path.of("dev", "assay");
    private static final String PLUGIN = "assay-maven-plugin";

    private final Path repository;
    private final LocalMaven maven;

    PluginInstaller(Path home, LocalMaven maven) {
        this.repository = home.resolve("repository");
        this.maven = maven;
    }

    /** Installs what is missing or differs; returns the plugin's goal {@code describe} as Maven's command line takes it. */
    String goal() {
        String own = ownVersion();
        if (!Files.exists(repository) && !own.endsWith("-SNAPSHOT")) {
            return goal(own);
        }
        try (Stream<Path> versions = Files.list(repository.resolve(GROUP).resolve(PLUGIN))) {
            String version = versions.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .max(String::compareTo)
                    .orElseThrow(() -> new IOException("no version of " + PLUGIN));
            install(version);
            return goal(version);
        } catch (IOException | InstallationException e) {
            throw Diagnosis.of("ASSAY-MVN-016", "Assay's Maven plugin cannot be put into the local repository.")
                    .with("from", repository)
                    .with("reason", String.valueOf(e.getMessage()))
                    .because("Maven finds a plugin that is not published in the local repository alone")
                    .toFix("build Assay with mvn package, and check that the local repository is writable")
                    .exception(e);
        }
    }

    private static String goal(String version) {
        return "dev.assay:" + PLUGIN + ":" + version + ":describe";
    }

    /** A released Assay has its plugin published. */
    private static String ownVersion() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(
                PluginInstaller.class.getResourceAsStream("/dev/assay/cli/version.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private void install(String version) throws IOException, InstallationException {
        List<Path> poms;
        try (Stream<Path> files = Files.walk(repository.resolve(GROUP))) {
            poms = files.filter(file -> file.getFileName().toString().endsWith("-" + version + ".pom"))
                    .toList();
        }
        for (Path pom : poms) {
            Path jar = pom.resolveSibling(pom.getFileName().toString().replaceFirst("\\.pom$", ".jar"));
            if (differs(pom) || differs(jar)) {
                install(pom, jar, version);
            }
        }
    }

    private boolean differs(Path file) throws IOException {
        Path installed = maven.repository().resolve(repository.relativize(file));
        return Files.exists(file) && (!Files.exists(installed) || Files.mismatch(file, installed) >= 0);
    }

    private void install(Path pom, Path jar, String version) throws InstallationException {
        String name = pom.getFileName().toString();
        String artifact = name.substring(0, name.length() - ("-" + version + ".pom").length());
        Context context = maven.context();
        InstallRequest request = new InstallRequest();
        request.addArtifact(new DefaultArtifact("dev.assay", artifact, "", "pom", version).setFile(pom.toFile()));
        if (Files.exists(jar)) {
            request.addArtifact(new DefaultArtifact("dev.assay", artifact, "", "jar", version).setFile(jar.toFile()));
        }
        context.repositorySystem().install(context.repositorySystemSession(), request);
    }
}
