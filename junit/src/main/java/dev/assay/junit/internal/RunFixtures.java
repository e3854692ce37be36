package dev.assay.junit.internal;

import dev.assay.junit.Fixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fixtures that the JVMs of a run share: the first one opens, the others attach, and the last one closes.
 *
 * <p>In the run's folder lies a file with the fixture's address, and one on which each JVM that uses it holds a lock, which
 * ends with the JVM, however that ends.
 */
final class RunFixtures {
    /** Names a file in the run's folder, where a JVM is a part of a run. */
    private static final String RUN = "ASSAY_RUN";

    private RunFixtures() {}

    /** What a fixture is to other JVMs. */
    record Shared(FixtureGate gate) {
        /** Tells whether nobody else uses it, and keeps others from attaching if so. */
        boolean isLast() throws IOException {
            return gate.leave();
        }
    }

    static <T> OpenFixtures.Open<T> open(Fixture<T> fixture, Fixture.Opened required) throws Exception {
        return open(folder(), fixture, required);
    }

    static <T> OpenFixtures.Open<T> open(@Nullable Path folder, Fixture<T> fixture, Fixture.Opened required)
            throws Exception {
        if (folder == null) {
            return new OpenFixtures.Open<>(fixture, fixture.open(required), null);
        }
        String name = fixture.getClass().getName() + " " + fixture.configuration();
        Path address = folder.resolve("fixture-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        FixtureGate gate = FixtureGate.of(address);
        try (FixtureGate.Entered alone = gate.enter()) {
            Optional<T> there = attached(address, fixture);
            if (there.isPresent()) {
                return shared(fixture, there.get(), gate, false);
            }
            T value = fixture.open(required);
            try {
                return shared(fixture, value, gate, true);
            } catch (Exception | LinkageError e) {
                try {
                    fixture.close(value); // nobody else will know of it
                } catch (Exception | LinkageError close) {
                    e.addSuppressed(close);
                }
                throw e;
            }
        }
    }

    /** Tells other JVMs of a fixture if this one has opened it, and that this one uses it. */
    private static <T> OpenFixtures.Open<T> shared(Fixture<T> fixture, T value, FixtureGate gate, boolean opened)
            throws Exception {
        Optional<String> where = fixture.address(value);
        if (where.isEmpty()) {
            return new OpenFixtures.Open<>(fixture, value, null);
        }
        if (opened) {
            Path address = gate.address();
            Path beside = Files.writeString(address.resolveSibling(address.getFileName() + ".new"), where.get());
            Files.move(beside, address, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        gate.use();
        return new OpenFixtures.Open<>(fixture, value, new Shared(gate));
    }

    /** Returns one that another JVM has opened, and that works. */
    private static <T> Optional<T> attached(Path address, Fixture<T> fixture) {
        try {
            if (Files.exists(address)) {
                T value = fixture.attach(Files.readString(address));
                if (fixture.isHealthy(value)) {
                    return Optional.of(value);
                }
            }
        } catch (Exception e) {
            // It went with the JVM that opened it.
        }
        return Optional.empty();
    }

    private static @Nullable Path folder() {
        String file = System.getenv(RUN);
        if (file == null || file.isBlank() || !Files.exists(Path.of(file))) {
            return null;
        }
        return Path.of(file).toAbsolutePath().getParent();
    }
}
