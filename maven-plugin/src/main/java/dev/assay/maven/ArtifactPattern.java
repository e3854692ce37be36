package dev.assay.maven;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.maven.artifact.Artifact;

/** Surefire's patterns of dependencies: {@code group[:artifact[:type[:classifier][:version]]]}, {@code *} allowed. */
final class ArtifactPattern {
    private ArtifactPattern() {}

    static boolean matchesAny(List<String> patterns, Artifact artifact) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, artifact));
    }

    private static boolean matches(String pattern, Artifact artifact) {
        String id = artifact.getGroupId() + ":" + artifact.getArtifactId();
        String typed = id + ":" + artifact.getType();
        String classified = artifact.hasClassifier() ? typed + ":" + artifact.getClassifier() : typed;
        Pattern regex = Pattern.compile(("\\Q" + pattern.trim() + "\\E").replace("*", "\\E.*\\Q"));
        return List.of(
                        artifact.getGroupId(),
                        id,
                        typed,
                        classified,
                        classified + ":" + artifact.getVersion(),
                        classified + ":" + artifact.getBaseVersion())
                .stream()
                .anyMatch(name -> regex.matcher(name).matches());
    }
}
