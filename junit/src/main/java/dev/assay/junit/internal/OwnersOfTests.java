package dev.assay.junit.internal;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.junit.TestOwnership;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which test an owner is of. A pool in which tests run may run one inside another one that waits: what the thread has
 * entered by then is the other test's. Thread-safe.
 */
public final class OwnersOfTests {
    private static final Set<Known> KNOWN = ConcurrentHashMap.newKeySet();

    private OwnersOfTests() {}

    /** Who begins tests' owners. */
    public enum Front {
        /** The extension of Jupiter. */
        JUPITER,
        /** The listener of Spring. */
        SPRING
    }

    /**
     * A test.
     *
     * @param instances what it runs on, with those around it; none for a class
     * @param method its method; null for a class
     */
    public record Test(List<Object> instances, @Nullable Method method) {
        private boolean is(Test other) {
            // A test's class may have an equals of its own.
            return method != null
                    && method.equals(other.method)
                    && instances.stream()
                            .anyMatch(one -> other.instances.stream().anyMatch(each -> each == one));
        }
    }

    /** Is no record, for a test's instance may change its hash. */
    private static final class Known {
        private final Owner owner;
        private final Front front;
        private final Test test;

        Known(Owner owner, Front front, Test test) {
            this.owner = owner;
            this.front = front;
            this.test = test;
        }
    }

    /** Notes that a front has given an owner to a test; returns what forgets it. */
    public static Runnable note(Owner owner, Front front, Test test) {
        Known known = new Known(owner, front, test);
        KNOWN.add(known);
        return () -> KNOWN.remove(known);
    }

    /** Returns the owner that somebody else than a front has begun for a test, and this thread has entered. */
    public static Optional<Owner> find(Front front, Test test) {
        return TestOwnership.get().entered().filter(owner -> {
            List<Known> known =
                    KNOWN.stream().filter(each -> each.owner == owner).toList();
            List<Front> fronts = known.stream()
                    .filter(each -> each.test.is(test))
                    .map(each -> each.front)
                    .toList();
            // One that this front has as well is that of the same method run another time.
            return known.isEmpty() || !fronts.isEmpty() && !fronts.contains(front);
        });
    }

    /** Has this thread work for an owner, whomever it works for otherwise. */
    public static OwnerContext.Entered enter(Owner owner) {
        OwnerContext.Entered outer = OwnerContext.nobody().enter();
        OwnerContext.Entered inner = owner.enter();
        return () -> {
            inner.close();
            outer.close();
        };
    }
}
