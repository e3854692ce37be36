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
            Optional<OpenFixtures.Open<T>> there = attached(fixture, gate);
            if (there.isPresent()) {
                return there.get();
            }
            T value = fixture.open(required);
            try {
                return shared(fixture, value, gate);
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

    /** Tells other JVMs of a fixture that this one has opened, and uses. */
    private static <T> OpenFixtures.Open<T> shared(Fixture<T> fixture, T value, FixtureGate gate) throws Exception {
        Optional<String> where = fixture.address(value);
        if (where.isEmpty()) {
            return new OpenFixtures.Open<>(fixture, value, null);
        }
        Path address = gate.address();
        Path beside = Files.writeString(address.resolveSibling(address.getFileName() + ".new"), where.get());
        Files.move(beside, address, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        gate.use();
        return new OpenFixtures.Open<>(fixture, value, new Shared(gate));
    }

    /** Returns one that another JVM has opened, that works, and that this one uses from now on. */
    private static <T> Optional<OpenFixtures.Open<T>> attached(Fixture<T> fixture, FixtureGate gate)
            throws IOException {
        OpenFixtures.Open<T> there;
        try {
            if (!Files.exists(gate.address())) {
                return Optional.empty();
            }
            T value = fixture.attach(Files.readString(gate.address()));
            there = new OpenFixtures.Open<>(fixture, value, new Shared(gate));
        } catch (Exception e) {
            // It went with the JVM that opened it.
            return Optional.empty();
        }
        boolean used = false;
        try {
            if (there.isHealthy()) {
                gate.use();
                used = true;
            }
        } finally {
            if (!used) {
                there.detach();
            }
        }
        return used ? Optional.of(there) : Optional.empty();
    }

    private static @Nullable Path folder() {
        String file = System.getenv(RUN);
        if (file == null || file.isBlank() || !Files.exists(Path.of(file))) {
            return null;
        }
        return Path.of(file).toAbsolutePath().getParent();
    }
}
