package dev.assay.bench.suite;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sources of test classes that are hard to schedule: some wait, some compute, one is far longer than the others and
 * can be split, two share a lock, and many are tiny.
 *
 * <p>Computing is a fixed number of digests, so it costs the same CPU time under any contender.
 *
 * @since 0.1
 */
public final class MixedSuite {
    private static final int WAITING = 6;
    private static final int BUSY = 6;
    private static final int TINY = 200;

    private MixedSuite() {}

    /** Returns the sources by path below a folder of test sources. */
    public static Map<String, String> sources() {
        Map<String, String> sources = new LinkedHashMap<>();
        put(sources, "Work", WORK);
        // Named so that running in order of the names would leave the longest class to the end.
        put(sources, "ZLongTest", testClass("ZLongTest", "", 60, "Work.compute(800_000);"));
        for (int i = 0; i < WAITING; i++) {
            put(sources, "Waiting" + i + "Test", testClass("Waiting" + i + "Test", "", 10, "Work.await(250);"));
        }
        for (int i = 0; i < BUSY; i++) {
            put(sources, "Busy" + i + "Test", testClass("Busy" + i + "Test", "", 10, "Work.compute(800_000);"));
        }
        for (String name : new String[] {"LockedATest", "LockedBTest"}) {
            String lock = "@org.junit.jupiter.api.parallel.ResourceLock(\"mixed\")\n";
            put(sources, name, testClass(name, lock, 5, "Work.alone(200);"));
        }
        for (int i = 0; i < TINY; i++) {
            put(sources, "Tiny" + i + "Test", testClass("Tiny" + i + "Test", "", 10, "Work.compute(1);"));
        }
        return sources;
    }

    /** Returns how many tests the sources hold. */
    public static int tests() {
        return 60 + WAITING * 10 + BUSY * 10 + 2 * 5 + TINY * 10;
    }

    private static void put(Map<String, String> sources, String name, String source) {
        sources.put("mixed/" + name + ".java", "package mixed;\n\n" + source);
    }

    private static String testClass(String name, String annotations, int tests, String body) {
        StringBuilder source =
                new StringBuilder(annotations).append("class ").append(name).append(" {\n");
        for (int i = 0; i < tests; i++) {
            source.append("    @org.junit.jupiter.api.Test\n    void test_%03d() throws Exception {\n".formatted(i));
            source.append("        ").append(body).append("\n    }\n");
        }
        return source.append("}\n").toString();
    }

    private static final String WORK = """
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.security.MessageDigest;

            final class Work {
                static volatile int sink;

                static void compute(int digests) throws Exception {
                    MessageDigest sha = MessageDigest.getInstance("SHA-256");
                    byte[] value = new byte[32];
                    for (int i = 0; i < digests; i++) {
                        value = sha.digest(value);
                    }
                    sink = value[0];
                }

                static void await(long millis) throws Exception {
                    Thread.sleep(millis);
                }

                /** Fails when another JVM or thread is in here. */
                static void alone(long millis) throws Exception {
                    Path marker = Path.of("target", "alone");
                    Files.createFile(marker);
                    try {
                        Thread.sleep(millis);
                    } finally {
                        Files.delete(marker);
                    }
                }
            }
            """;
}
