package dev.assay.cli.config;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a project's {@code assay.toml} says.
 *
 * @param folder where the file lies, or where it was looked for first; relative paths in it start here
 * @param file the file; empty if there is none
 * @param tags the tags that exist; empty if the file does not list them, and then any may be used
 * @param profile the profile used when the command line names none
 * @param layer the settings outside of profiles
 * @param profiles the file's profiles, by name
 * @param budgets how long tags and classes may take
 * @param tiers how databases are their own of tests that have a tag, by tag
 * @since 0.1
 */
public record ProjectConfig(
        Path folder,
        Optional<Path> file,
        Optional<List<String>> tags,
        Optional<String> profile,
        Layer layer,
        Map<String, Profile> profiles,
        Budgets budgets,
        Map<String, Tier> tiers) {
    /** What the file is called. */
    public static final String FILE = "assay.toml";

    /** Copies the collections. */
    public ProjectConfig {
        tags = tags.map(List::copyOf);
        profiles = Map.copyOf(profiles);
        tiers = Map.copyOf(tiers);
    }

    /**
     * Reads the nearest {@code assay.toml}: the folder's, else that of a folder above it, up to the root of the
     * repository.
     *
     * @throws dev.assay.core.DiagnosisException if the file is not valid
     */
    public static ProjectConfig of(Path folder) {
        Path start = folder.toAbsolutePath().normalize();
        for (Path place : places(start)) {
            if (Files.isRegularFile(place.resolve(FILE))) {
                return new ConfigReader(place, place.resolve(FILE)).read();
            }
        }
        return new ProjectConfig(
                start,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Layer.EMPTY,
                Map.of(),
                Budgets.NONE,
                Map.of());
    }

    /**
     * Returns the settings that hold: the command line's, over the profile's, over those outside of profiles.
     *
     * @param named the profile that the command line names
     * @throws dev.assay.core.DiagnosisException if there is no such profile
     */
    public Layer settings(Optional<String> named, Layer commandLine) {
        Layer below = layer;
        Optional<String> wanted = named.or(() -> profile);
        if (wanted.isPresent()) {
            for (Profile each : chain(wanted.get())) {
                below = below.below(each.layer());
            }
        }
        return below.below(commandLine);
    }

    /** Returns the names that {@code --profile} may have, sorted. */
    public Set<String> profileNames() {
        Set<String> names = new TreeSet<>(profiles.keySet());
        Profile.BUILT_IN.forEach(profile -> names.add(profile.name()));
        return names;
    }

    /** Returns a profile and what it inherits from, the lowest first; the reader saw to it that there is no circle. */
    private List<Profile> chain(String name) {
        if (!profileNames().contains(name)) {
            throw unknown(name);
        }
        List<Profile> chain = new ArrayList<>();
        Optional<String> next = Optional.of(name);
        while (next.isPresent()) {
            String current = next.get();
            Optional<Profile> own = Optional.ofNullable(profiles.get(current));
            own.ifPresent(profile -> chain.add(0, profile));
            Profile.BUILT_IN.stream()
                    .filter(profile -> profile.name().equals(current))
                    .forEach(profile -> chain.add(0, profile));
            next = own.flatMap(Profile::inherits);
        }
        return chain;
    }

    private DiagnosisException unknown(String name) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-009", "there is no profile of this name.")
                .with("profile", name)
                .with("known", String.join(", ", profileNames()));
        Optional<String> near = Nearest.to(name, profileNames());
        return near.map(other -> diagnosis.toFix("--profile " + other))
                .orElse(diagnosis)
                .toFix("define it in " + FILE + ": [profiles." + name + "]")
                .exception();
    }

    private static List<Path> places(Path start) {
        List<Path> places = new ArrayList<>();
        for (Path place = start; place != null; place = place.getParent()) {
            places.add(place);
            if (Files.exists(place.resolve(".git"))) {
                return places;
            }
        }
        return List.of(start);
    }
}
