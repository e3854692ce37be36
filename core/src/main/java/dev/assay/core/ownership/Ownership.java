package dev.assay.core.ownership;

import dev.assay.core.Diagnosis;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what in a JVM: owners, the threads that they allow, and what happens to threads that nobody allowed.
 *
 * <p>A thread belongs, in this order, to the owner that it {@linkplain Owner#enter entered}, the one that
 * {@linkplain Owner#allow(Thread) allowed} it, the one that it inherited from the thread that started it, the one that
 * {@linkplain Owner#allow(String, java.util.function.Predicate) claims} threads like it, and the one that all share. The
 * rules are those of Ecto's sandbox (elixir-ecto/db_connection and dashbitco/nimble_ownership), with threads in place of
 * processes. Thread-safe.
 *
 * @since 0.1
 */
public final class Ownership implements AutoCloseable {
    /** How long an owner may live unless something else is said. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** What is longer is for ever, and more nanoseconds than there are numbers for. */
    private static final Duration LONGEST = Duration.ofDays(10_000);

    private static final int NAMED = 5;

    private final Duration timeout;
    private final Deadlines deadlines;
    private final AtomicLong begun = new AtomicLong();

    /** What all tokens begin with, and no other ownership's does. */
    private final String tokens = Long.toHexString(ProcessHandle.current().pid()) + "-"
            + Integer.toHexString(System.identityHashCode(this)) + "-";

    private final Map<Long, Owner> owners = new ConcurrentHashMap<>();
    private final Map<Thread, Owner> allowances = new ConcurrentHashMap<>();
    private volatile Mode mode = Mode.MANUAL;
    private volatile @Nullable Owner shared;

    /** What becomes of a thread that belongs to nobody. */
    public enum Mode {
        /** It is refused. */
        MANUAL,
        /** It belongs to the one owner that all share, and so does every thread that has none. */
        SHARED,
        /** It uses what there is, with nobody's protection. */
        AUTO
    }

    private Ownership(Duration timeout, Deadlines deadlines) {
        this.timeout = timeout;
        this.deadlines = deadlines;
    }

    /** Returns an ownership in mode MANUAL, whose owners live for {@link #TIMEOUT}, and for ever under a debugger. */
    public static Ownership create() {
        return of(isDebugged() ? Duration.ZERO : TIMEOUT, Deadlines.real());
    }

    /**
     * Returns an ownership in mode MANUAL.
     *
     * @param timeout how long an owner may live; zero for ever
     */
    public static Ownership of(Duration timeout, Deadlines deadlines) {
        return new Ownership(timeout, deadlines);
    }

    private static boolean isDebugged() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(argument -> argument.contains("jdwp"));
    }

    /**
     * Begins an owner, for which no thread works yet.
     *
     * @param name what errors call it
     */
    public Owner begin(String name) {
        return begin(name, timeout);
    }

    /**
     * Begins an owner with a time-out of its own.
     *
     * @param time how long it may live; zero for ever
     */
    public Owner begin(String name, Duration time) {
        long number = begun.incrementAndGet();
        Owner owner = new Owner(this, name, tokens + number, number);
        owners.put(number, owner);
        if (!time.isZero() && time.compareTo(LONGEST) < 0) {
            owner.endsBy(deadlines.after(time, () -> owner.end(Ending.TIMED_OUT)));
        }
        return owner;
    }

    /** Returns the owners that live, the oldest first. */
    public List<Owner> owners() {
        return owners.values().stream()
                .sorted(Comparator.comparingLong(Owner::number))
                .toList();
    }

    /**
     * Returns the owner that the current thread belongs to; nothing if there is none.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-012 if two owners claim the thread
     */
    public Optional<Owner> find() {
        return Optional.ofNullable(lookUp());
    }

    /**
     * Returns the owner that the current thread itself entered and that lives; nothing if it only inherited one, or is
     * allowed by one.
     */
    public Optional<Owner> entered() {
        return Optional.ofNullable(OwnerContext.entered(this)).filter(Owner::isLive);
    }

    private @Nullable Owner lookUp() {
        Owner known = OwnerContext.entered(this);
        if (known != null && known.isLive()) {
            return known;
        }
        Owner allowed = allowances.get(Thread.currentThread());
        if (allowed != null && allowed.isLive()) {
            return allowed;
        }
        known = OwnerContext.known(this);
        if (known != null && known.isLive()) {
            return known;
        }
        known = claimant(Thread.currentThread());
        return known == null ? shared : known;
    }

    private @Nullable Owner claimant(Thread thread) {
        Owner found = null;
        for (Owner owner : owners()) {
            String words = owner.claimed(thread);
            if (words != null && found != null) {
                throw Diagnosis.of("ASSAY-CORE-012", "two owners claim a thread.")
                        .with("thread", thread.getName())
                        .with("owners", found + "\n" + owner)
                        .with("claimed as", words)
                        .because("a thread belongs to one owner")
                        .toFix("narrower claims, or owner.allow(thread), which counts more")
                        .exception();
            }
            found = words == null ? found : owner;
        }
        return found;
    }

    /**
     * Returns the owner that has a token, as it came in from outside.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-011 if no owner that lives has it
     */
    public Owner owner(String token) {
        for (Owner owner : owners.values()) {
            if (owner.token().equals(token)) {
                return owner;
            }
        }
        throw Diagnosis.of("ASSAY-CORE-011", "no owner has that token.")
                .with("token", token)
                .with("owners", names())
                .because("its owner has ended, or is another JVM's")
                .toFix("wait in the test for what it sent, or send the token of the test that runs: owner.token()")
                .exception();
    }

    /**
     * Returns a client whose requests carry the token of the owner that sends them, in the header {@link Owner#HEADER}.
     * Requests of threads that belong to nobody, and those that have the header already, are sent as they are.
     */
    public HttpClient carry(HttpClient client) {
        return new CarryingClient(client, this);
    }

    void allow(Thread thread, Owner owner, boolean move) {
        Owner before = allowances.get(thread);
        if (before != null && before != owner && before.isLive() && !move) {
            throw Diagnosis.of("ASSAY-CORE-007", "a thread belongs to another owner.")
                    .with("thread", thread.getName())
                    .with("owner", before)
                    .with("asked for", owner)
                    .because("a thread that belonged to two would use what is whose by chance")
                    .toFix("owner.move(thread), if the other is through with it")
                    .exception();
        }
        if (before != null) {
            before.allowed().remove(thread);
        }
        owner.allowed().add(thread);
        allowances.put(thread, owner);
        if (!owner.isLive()) {
            // It ended meanwhile, and may have forgotten its threads before this one was among them.
            disallow(thread, owner);
        }
    }

    void disallow(Thread thread, Owner owner) {
        owner.allowed().remove(thread);
        allowances.remove(thread, owner);
    }

    void forget(Owner owner) {
        owners.remove(owner.number());
        owner.allowed().forEach(thread -> allowances.remove(thread, owner));
        synchronized (this) {
            if (shared == owner) {
                shared = null;
                mode = Mode.MANUAL;
            }
        }
    }

    /** Returns what becomes of threads that belong to nobody. */
    public Mode mode() {
        return mode;
    }

    /**
     * Changes what becomes of threads that belong to nobody, and ends all owners.
     *
     * @throws IllegalArgumentException for SHARED, which needs to know who shares: {@link #share}
     */
    public void mode(Mode changed) {
        switchTo(changed);
        dismiss();
    }

    /**
     * Changes what becomes of threads that belong to nobody, and leaves all owners with what they have. One that was shared
     * is so no more.
     *
     * @throws IllegalArgumentException for SHARED, which needs to know who shares: {@link #share}
     */
    public synchronized void switchTo(Mode changed) {
        if (changed == Mode.SHARED) {
            throw new IllegalArgumentException("share(owner) says who shares");
        }
        mode = changed;
        shared = null;
    }

    /**
     * Has all threads that belong to nobody belong to an owner, until it ends: then the mode is MANUAL again.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-CORE-008 if another owner is shared already, ASSAY-CORE-009 if this
     *     one has ended
     */
    public synchronized void share(Owner owner) {
        Owner known = shared;
        if (known != null && known != owner && known.isLive()) {
            throw Diagnosis.of("ASSAY-CORE-008", "another owner is shared already.")
                    .with("owner", known)
                    .with("asked for", owner)
                    .because("threads that belong to nobody would belong to one of two")
                    .toFix("tests that share one after another, not beside each other")
                    .toFix("owner.allow(thread), or an executor that OwnerContext.carry makes, in place of sharing")
                    .exception();
        }
        owner.enter().close();
        shared = owner;
        mode = Mode.SHARED;
    }

    /**
     * Adds to the error of a thread that belongs to nobody who asked, who the owners are, and what to do.
     *
     * @param unowned a code and a sentence that says what was asked for
     */
    public Diagnosis explain(Diagnosis unowned) {
        Thread thread = Thread.currentThread();
        Diagnosis told = unowned.with("thread", (thread.isDaemon() ? "daemon " : "") + thread.getName())
                .with("asked at", Place.here());
        Owner gone = OwnerContext.known(this);
        if (gone != null) {
            told = told.with(
                    "had",
                    gone + ", until " + gone.ending().map(Ending::toString).orElse(""));
        }
        return told.with("mode", mode)
                .with("owners", names())
                .because("what a test owns is for the threads that it starts or allows, and for no other")
                .toFix("owner.allow(thread), or OwnerContext.carry(executor) once where the executor is made")
                .toFix("ownership.share(owner), if the test runs beside no other");
    }

    private String names() {
        List<Owner> live = owners();
        List<String> names = new ArrayList<>();
        live.stream().limit(NAMED).forEach(owner -> names.add(owner.name()));
        if (live.size() > NAMED) {
            names.add("and " + (live.size() - NAMED) + " more");
        }
        return names.isEmpty() ? "none" : String.join("\n", names);
    }

    private void dismiss() {
        RuntimeException failed = null;
        for (Owner owner : owners()) {
            try {
                owner.end(Ending.DISMISSED);
            } catch (RuntimeException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Ends all owners. */
    @Override
    public void close() {
        dismiss();
    }
}
