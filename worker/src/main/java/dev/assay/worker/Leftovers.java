package dev.assay.worker;

import dev.assay.event.Leftover;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees what a class left behind, by comparing the JVM before and after it, and where that is asked for, after which
 * test it was there first. It only observes: what it finds stays as it is, since a later class may rely on it as it
 * would in any other runner.
 *
 * <p>What is set back by the end of the class, in an after-each or after-all method, was not left behind by anybody.
 */
final class Leftovers {
    private static final String FIXTURE = "first seen outside its tests, in a fixture of the class";

    private final boolean byTest;
    private final Descriptors descriptors = new Descriptors();
    private final Map<Object, String> firstSeen = new HashMap<>();
    private final List<Leftover> told = new ArrayList<>();
    private JvmState normal = JvmState.now(null);

    /**
     * Takes the present state as the normal one.
     *
     * @param byTest whether to look after every test, which takes up to some hundred microseconds each
     */
    Leftovers(boolean byTest) {
        this.byTest = byTest;
    }

    /** Looks at what the class's fixtures have left so far, lest a test be blamed for it. */
    void beforeTest() {
        if (byTest) {
            look(FIXTURE);
        }
    }

    void afterTest(TestRef test) {
        if (byTest) {
            look("first seen after " + name(test));
        }
    }

    private static String name(TestRef test) {
        String nested = test.className().startsWith(test.topClass() + "$")
                ? test.className().substring(test.topClass().length() + 1) + "."
                : "";
        return nested + test.name();
    }

    /** Is told that a test took a connection of a database, and never closed it. */
    void unclosed(TestRef test, String place) {
        told.add(new Leftover(Leftover.Kind.CONNECTION, "connection of " + name(test), "taken at " + place));
    }

    private void look(String when) {
        Map<Object, Leftover> found = JvmState.now(normal).since(normal, descriptors);
        firstSeen.keySet().retainAll(found.keySet());
        found.keySet().forEach(each -> firstSeen.putIfAbsent(each, when));
    }

    /** Returns what has changed since the last call, and takes the present state as the new normal. */
    List<Leftover> since() {
        descriptors.forget();
        JvmState now = JvmState.now(normal);
        List<Leftover> left = new ArrayList<>();
        now.since(normal, descriptors).forEach((each, leftover) -> left.add(byTest ? told(each, leftover) : leftover));
        left.addAll(told);
        told.clear();
        firstSeen.clear();
        normal = now;
        return left;
    }

    private Leftover told(Object each, Leftover leftover) {
        String when = firstSeen.getOrDefault(each, FIXTURE);
        return new Leftover(leftover.kind(), leftover.name(), when + "; " + leftover.detail(), leftover.stack());
    }
}
