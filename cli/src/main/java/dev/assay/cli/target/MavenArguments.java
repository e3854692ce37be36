package dev.assay.cli.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the user tells Maven: on the command line, in {@code .mvn}, in the environment, the strongest first. */
final class MavenArguments {
    private static final String LOCAL_REPOSITORY = "-Dmaven.repo.local=";

    private final List<String> arguments = new ArrayList<>();

    MavenArguments(List<String> given, Path folder, Map<String, String> environment) {
        arguments.addAll(given);
        for (Path root = folder; root != null; root = root.getParent()) {
            if (Files.isDirectory(root.resolve(".mvn"))) {
                read(root.resolve(".mvn").resolve("maven.config"));
                read(root.resolve(".mvn").resolve("jvm.config"));
                break;
            }
        }
        split(environment.getOrDefault("MAVEN_ARGS", ""));
        split(environment.getOrDefault("MAVEN_OPTS", ""));
    }

    /** Returns the local repository that an argument names. */
    Optional<Path> localRepository() {
        return arguments.stream()
                .filter(argument -> argument.startsWith(LOCAL_REPOSITORY))
                .map(argument -> Path.of(argument.substring(LOCAL_REPOSITORY.length())))
                .findFirst();
    }

    Optional<Path> userSettings() {
        return file("-s", "--settings");
    }

    Optional<Path> globalSettings() {
        return file("-gs", "--global-settings");
    }

    boolean offline() {
        return arguments.contains("-o") || arguments.contains("--offline");
    }

    private Optional<Path> file(String option, String longOption) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if ((argument.equals(option) || argument.equals(longOption)) && i + 1 < arguments.size()) {
                return Optional.of(Path.of(arguments.get(i + 1)));
            }
            if (argument.startsWith(longOption + "=")) {
                return Optional.of(Path.of(argument.substring(longOption.length() + 1)));
            }
        }
        return Optional.empty();
    }

    private void read(Path file) {
        if (Files.isRegularFile(file)) {
            try {
                split(Files.readString(file));
            } catch (IOException unreadable) {
                // Maven reads the same file next, and its complaint is the one to show.
                return;
            }
        }
    }

    private void split(String text) {
        for (String argument : text.split("\\s+", -1)) {
            if (!argument.isEmpty()) {
                arguments.add(argument);
            }
        }
    }
}
