package dev.assay.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/** Finds the JDK that tests run on: {@code jvm}, else a toolchain, else Maven's own. */
final class Toolchains {
    private final ToolchainManager manager;
    private final MavenSession session;

    Toolchains(ToolchainManager manager, MavenSession session) {
        this.manager = manager;
        this.session = session;
    }

    JavaHome java(Settings settings) {
        String jvm = settings.string("jvm", "");
        if (!jvm.isEmpty()) {
            return chosen(Path.of(jvm).toAbsolutePath());
        }
        Toolchain toolchain = toolchain(settings.map("jdkToolchain"));
        String tool = toolchain == null ? null : toolchain.findTool("java");
        if (tool != null) {
            return chosen(Path.of(tool));
        }
        Path home = Path.of(System.getProperty("java.home"));
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return new JavaHome(home, home.resolve("bin").resolve(windows ? "java.exe" : "java"), false);
    }

    private @Nullable Toolchain toolchain(Map<String, String> requirements) {
        if (!requirements.isEmpty()) {
            List<Toolchain> matching = manager.getToolchains(session, "jdk", requirements);
            if (matching != null && !matching.isEmpty()) {
                return matching.get(0);
            }
        }
        return manager.getToolchainFromBuildContext("jdk", session);
    }

    private static JavaHome chosen(Path command) {
        Path bin = command.getParent();
        Path home = bin == null || bin.getParent() == null ? command : bin.getParent();
        return new JavaHome(home, command, true);
    }
}
