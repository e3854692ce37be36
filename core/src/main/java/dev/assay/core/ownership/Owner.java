package dev.assay.core.ownership;

import dev.assay.core.Diagnosis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A test, while it lives: whom resources belong to, and who says which threads may use them.
 *
 * <p>An owner is no thread: whoever has this object, or its {@link #token()}, acts for it, and it may outlive the thread
 * that began it. Closing it ends all that belongs to it, the newest first, whatever fails meanwhile. Thread-safe.
 *
 * @since 0.1
 */
public final class Owner implements AutoCloseable {
    /** In this header of HTTP a request carries the {@link #token()} of whom it belongs to. */
    public static final String HEADER = "assay-owner";

    private final Ownership ownership;
    private final String name;
    private final String token;
    private final long number;

    /** How long who closes an owner waits for another thread that ends it. */
    private static final long GRACE_SECONDS = 10;

    /** Those that are opened, and those that are being opened, in order; guarded by itself. */
    private final Map<Object, CompletableFuture<Resource>> resources = new LinkedHashMap<>();

    private final Set<Thread> allowed = ConcurrentHashMap.newKeySet();
    private final List<Claim> claims = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** What could not be given back, until somebody who closes it was told. */
    private final AtomicReference<@Nullable RuntimeException> untold = new AtomicReference<>();

    private volatile @Nullable Ending ending;
    private volatile @Nullable Thread endedBy;
    private volatile Runnable deadline = () -> {};

    /** A claim to threads that are not there yet. */
    private record Claim(String words, Predicate<Thread> threads) {}

    Owner(Ownership ownership, String name, String token, long number) {
        this.ownership = ownership;
        this.name = name;
        this.token = token;
        this.number = number;
    }

    /** Returns what it is called: the test's name. */
    public String name() {
        return name;
    }

    /** Returns what stands for it outside of this JVM, such as in an HTTP header; no other owner ever has it. */
    public String token() {
        return token;
    }

    /** Tells whether it has not ended. */
    public boolean isLive() {
        return ending == null;
    }

    /** Returns why it ended; nothing while it lives. */
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    boolean isOf(Ownership of) {
        return ownership == of;
    }

    long number() {
        return number;
    }

    void endsBy(Runnable cancelled) {
        deadline = cancelled;
        if (!isLive()) {
            cancelled.run();
        }
    }

    /**
     * Has the current thread work for this owner until what is returned is closed, and with it the threads that it starts.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-006 if the thread works for another owner that lives,
     *     ASSAY-CORE-009 if this one has ended
     */
    public OwnerContext.Entered enter() {
        live();
        Owner other = OwnerContext.entered(ownership);
        if (other != null && other != this && other.isLive()) {
            throw Diagnosis.of("ASSAY-CORE-006", "a thread works for another owner already.")
                    .with("thread", Thread.currentThread().getName())
                    .with("owner", other)
                    .with("asked for", this)
                    .because("it would use what is whose by chance")
                    .toFix("close what the other's enter() returned, or the other owner, first")
                    .exception();
        }
        return OwnerContext.enter(this);
    }

    /**
     * Allows a thread to use what belongs to this owner, until it ends.
     *
     * <p>Whoever is allowed may allow others in turn.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-007 if the thread belongs to another owner, ASSAY-CORE-009 if
     *     this one has ended
     */
    public Owner allow(Thread thread) {
        live();
        ownership.allow(thread, this, false);
        return this;
    }

    /**
     * Allows a thread as {@link #allow(Thread)} does, and takes it away from the owner that it belonged to.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-009 if this one has ended
     */
    public Owner move(Thread thread) {
        live();
        ownership.allow(thread, this, true);
        return this;
    }

    /**
     * Allows threads that there may not be yet: whichever asks, belongs to nobody, and is what is described.
     *
     * @param words what threads these are, for errors: {@code "threads of the reports' pool"}
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-009 if it has ended
     */
    public Owner allow(String words, Predicate<Thread> threads) {
        live();
        claims.add(new Claim(words, threads));
        return this;
    }

    /** Takes an allowance back; what the thread inherited remains. */
    public Owner disallow(Thread thread) {
        ownership.disallow(thread, this);
        return this;
    }

    /** Returns in which words this owner claims a thread; null if it does not. */
    @Nullable String claimed(Thread thread) {
        for (Claim claim : claims) {
            if (claim.threads.test(thread)) {
                return claim.words;
            }
        }
        return null;
    }

    Set<Thread> allowed() {
        return allowed;
    }

    /**
     * Returns what belongs to this owner under a key, opened if it is not there yet.
     *
     * @param key what it is one of, such as a data source; compared by {@code equals}
     * @param open opens it; called once, and not again unless it fails. Whoever asks meanwhile waits for it; if the owner
     *     ends meanwhile, so does what was opened
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-009 if the owner has ended
     */
    public <R extends Resource> R resource(Object key, Class<R> type, Supplier<R> open) {
        CompletableFuture<Resource> own = new CompletableFuture<>();
        CompletableFuture<Resource> known;
        synchronized (resources) {
            live();
            known = resources.putIfAbsent(key, own);
        }
        if (known == null) {
            return opened(key, own, open);
        }
        try {
            return type.cast(known.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Nothing is locked meanwhile: what hangs here keeps nobody from ending the owner. */
    private <R extends Resource> R opened(Object key, CompletableFuture<Resource> own, Supplier<R> open) {
        try {
            R resource = Objects.requireNonNull(open.get());
            Ending late;
            synchronized (resources) {
                late = ending;
                if (late == null) {
                    own.complete(resource);
                }
            }
            if (late != null) {
                end(resource, late, new ArrayList<>());
                live();
            }
            return resource;
        } catch (RuntimeException | Error e) {
            synchronized (resources) {
                resources.remove(key, own);
            }
            own.completeExceptionally(e);
            throw e;
        }
    }

    /** Returns what belongs to this owner under a key, if it was opened. */
    public <R extends Resource> Optional<R> resource(Object key, Class<R> type) {
        synchronized (resources) {
            CompletableFuture<Resource> known = resources.get(key);
            return known == null ? Optional.empty() : Optional.ofNullable(type.cast(known.getNow(null)));
        }
    }

    /**
     * Ends this owner and all that belongs to it; if another thread does so already, waits some seconds for it.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-010 if some of it could not be given back; the rest is. It is
     *     thrown once to who closes an owner that its time-out has ended, too
     */
    @Override
    public void close() {
        end(Ending.CLOSED);
    }

    void end(Ending why) {
        List<CompletableFuture<Resource>> open;
        synchronized (resources) {
            if (!isLive()) {
                open = List.of();
            } else {
                ending = why;
                endedBy = Thread.currentThread();
                open = new ArrayList<>(resources.values());
                resources.clear();
            }
        }
        if (endedBy != Thread.currentThread()) {
            awaitEnd();
            RuntimeException failed = untold.getAndSet(null);
            if (failed != null) {
                throw failed;
            }
            return;
        } else if (ended.getCount() == 0) {
            return;
        }
        deadline.run();
        ownership.forget(this);
        claims.clear();
        List<Throwable> failures = new ArrayList<>();
        for (int i = open.size() - 1; i >= 0; i--) {
            // What is being opened is ended by who opens it.
            if (open.get(i).isDone() && !open.get(i).isCompletedExceptionally()) {
                end(open.get(i).join(), why, failures);
            }
        }
        RuntimeException failed = failures.isEmpty() ? null : unended(failures);
        if (why == Ending.TIMED_OUT) {
            // No test hears what this thread is told.
            untold.set(failed);
        }
        ended.countDown();
        if (failed != null) {
            throw failed;
        }
    }

    private static void end(Resource resource, Ending why, List<Throwable> failures) {
        try {
            resource.end(why);
        } catch (Exception | LinkageError | AssertionError e) {
            failures.add(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                // What hangs there is the other thread's to tell.
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RuntimeException unended(List<Throwable> failures) {
        RuntimeException error = Diagnosis.of(
                        "ASSAY-CORE-010", "some of what belonged to an owner could not be given back.")
                .with("owner", name)
                .with(
                        "failed",
                        String.join("\n", failures.stream().map(String::valueOf).toList()))
                .because("everything else that belonged to it was given back nevertheless")
                .toFix("see the first cause; what is broken outside of the test may break the next one as well")
                .exception(failures.get(0));
        failures.subList(1, failures.size()).forEach(error::addSuppressed);
        return error;
    }

    private void live() {
        Ending why = ending;
        if (why != null) {
            throw Diagnosis.of("ASSAY-CORE-009", "an owner is asked for something after it has ended.")
                    .with("owner", name)
                    .with("asked at", Place.here())
                    .with("ended", why)
                    .because("what belonged to it has been given back")
                    .toFix("wait in the test for what it started, such as executor.close() or future.join()")
                    .toFix("a longer time-out, such as -Dassay.database.timeout=300, if its time was over too early")
                    .exception();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
