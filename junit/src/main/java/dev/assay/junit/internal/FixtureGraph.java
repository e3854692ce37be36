package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.junit.Fixture;
import dev.assay.junit.Scope;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fixtures and what they require, opened so that each finds what it requires, and otherwise all at the same time.
 */
final class FixtureGraph {
    /** A thread for each that is opened: it mostly waits for something outside. */
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(null, task, "assay-fixture", 0, false);
        thread.setDaemon(true);
        thread.start();
    };

    private final Function<Scope, OpenFixtures> scopes;
    private final Cost cost;
    private final Map<Class<?>, Fixture<?>> fixtures = new LinkedHashMap<>();
    private final Map<Class<?>, CompletableFuture<OpenFixtures.Open<?>>> open = new HashMap<>();

    /** Is told how long it took to open a fixture. */
    @FunctionalInterface
    interface Cost {
        void took(String fixture, long nanos);
    }

    FixtureGraph(Function<Scope, OpenFixtures> scopes, Cost cost) {
        this.scopes = scopes;
        this.cost = cost;
    }

    /**
     * Opens fixtures and all that they require, unless they are open.
     *
     * @return what they give
     * @throws DiagnosisException ASSAY-JUNIT-026 if they require each other in a circle, ASSAY-JUNIT-027 if one cannot be
     *     opened or does not work, ASSAY-JUNIT-028 if one requires another that is closed before it
     */
    Map<Class<?>, Object> open(Collection<Class<? extends Fixture<?>>> wanted) {
        wanted.forEach(type -> add(type, new ArrayDeque<>()));
        // In the order of requirements, so that each finds the futures of those before.
        fixtures.forEach((type, fixture) -> open.put(type, begin(fixture)));
        Map<Class<?>, Object> values = new HashMap<>();
        try {
            wanted.forEach(type -> values.put(
                    type, Objects.requireNonNull(open.get(type)).join().value()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            // What is still being opened for a test that fails already is not to be closed while it is opened.
            open.values().forEach(each -> each.handle((done, error) -> done).join());
        }
        return values;
    }

    /** Adds a fixture behind those that it requires. */
    private void add(Class<? extends Fixture<?>> type, Deque<Class<?>> path) {
        if (path.contains(type)) {
            throw circle(type, path);
        } else if (fixtures.containsKey(type)) {
            return;
        }
        Fixture<?> fixture = made(type);
        path.addLast(type);
        for (Class<? extends Fixture<?>> required : fixture.requires()) {
            add(required, path);
            Fixture<?> other = Objects.requireNonNull(fixtures.get(required));
            if (other.scope().compareTo(fixture.scope()) < 0) {
                throw Diagnosis.of("ASSAY-JUNIT-028", "a fixture requires one that is closed before it.")
                        .with("fixture", name(fixture) + ", " + fixture.scope())
                        .with("requires", name(other) + ", " + other.scope())
                        .because("it would have something that is closed")
                        .toFix("a longer scope for " + name(other) + ", or a shorter one for " + name(fixture))
                        .exception();
            }
        }
        path.removeLast();
        fixtures.put(type, fixture);
    }

    private static RuntimeException circle(Class<?> type, Deque<Class<?>> path) {
        String circle = Stream.concat(path.stream().dropWhile(each -> each != type), Stream.of(type))
                .map(Class::getSimpleName)
                .collect(Collectors.joining(" -> "));
        return Diagnosis.of("ASSAY-JUNIT-026", "fixtures require each other in a circle.")
                .with("circle", circle)
                .because("none of them can be opened first")
                .toFix("leave one of them out of what another one requires")
                .exception();
    }

    /** Returns a fixture, of which nothing is open yet. */
    static Fixture<?> made(Class<? extends Fixture<?>> type) {
        try {
            Constructor<? extends Fixture<?>> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw failed(type.getSimpleName(), "made", String.valueOf(e.getCause()))
                    .exception(Objects.requireNonNullElse(e.getCause(), e));
        } catch (ReflectiveOperationException e) {
            throw failed(type.getSimpleName(), "made", String.valueOf(e)).exception(e);
        }
    }

    private static String name(Fixture<?> fixture) {
        return fixture.getClass().getSimpleName();
    }

    private <T> CompletableFuture<OpenFixtures.Open<?>> begin(Fixture<T> fixture) {
        OpenFixtures scope = scopes.apply(fixture.scope());
        while (true) {
            OpenFixtures.Place place = scope.place(fixture.configuration());
            if (place.own()) {
                open(fixture, scope, place.open());
                return place.open();
            }
            try {
                OpenFixtures.Open<?> known = place.open().join();
                if (known.isHealthy()) {
                    return place.open();
                }
                scope.drop(fixture.configuration(), place.open(), known);
            } catch (CompletionException e) {
                return place.open(); // who opened it knows why, and the next one tries again
            }
        }
    }

    private <T> void open(Fixture<T> fixture, OpenFixtures scope, CompletableFuture<OpenFixtures.Open<?>> result) {
        List<Class<? extends Fixture<?>>> required = List.copyOf(fixture.requires());
        CompletableFuture<?>[] before = required.stream().map(open::get).toArray(CompletableFuture<?>[]::new);
        // What a test has alone is the test's; what others have after it is nobody's.
        OwnerContext owner = fixture.scope() == Scope.METHOD || fixture.scope() == Scope.CLASS
                ? OwnerContext.capture()
                : OwnerContext.nobody();
        CompletableFuture.allOf(before)
                .thenRunAsync(
                        () -> {
                            try (OwnerContext.Entered entered = owner.enter()) {
                                OpenFixtures.Open<T> made = opened(fixture, required(fixture, required));
                                scope.add(made);
                                result.complete(made);
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        },
                        THREADS)
                .exceptionally(e -> {
                    result.completeExceptionally(
                            e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
                    return null;
                });
    }

    private Fixture.Opened required(Fixture<?> fixture, List<Class<? extends Fixture<?>>> required) {
        return new Fixture.Opened() {
            @Override
            @SuppressWarnings("unchecked") // a fixture gives what its type says
            public <R> R get(Class<? extends Fixture<R>> type) {
                if (!required.contains(type)) {
                    throw new IllegalArgumentException(
                            "fixture (" + type.getSimpleName() + ") must be one that " + name(fixture) + " requires");
                }
                return (R) Objects.requireNonNull(open.get(type)).join().value();
            }
        };
    }

    private <T> OpenFixtures.Open<T> opened(Fixture<T> fixture, Fixture.Opened required) {
        long begin = System.nanoTime();
        OpenFixtures.Open<T> made;
        try {
            made = fixture.scope() == Scope.RUN
                    ? RunFixtures.open(fixture, required)
                    : new OpenFixtures.Open<>(fixture, fixture.open(required), null);
        } catch (Exception e) {
            throw failed(fixture, "opened", String.valueOf(e)).exception(e);
        }
        cost.took(name(fixture), System.nanoTime() - begin);
        if (!made.isHealthy()) {
            made.close();
            throw failed(fixture, "opened", "it was opened, and says that it does not work")
                    .exception();
        }
        return made;
    }

    static Diagnosis failed(Fixture<?> fixture, String done, String reason) {
        return failed(name(fixture), done, reason);
    }

    private static Diagnosis failed(String fixture, String done, String reason) {
        return Diagnosis.of("ASSAY-JUNIT-027", "a fixture cannot be " + done + ".")
                .with("fixture", fixture)
                .with("reason", reason)
                .because("no test that uses it can rely on it")
                .toFix("see the reason, which is of the fixture's own code");
    }
}
