package dev.assay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The root cause in a stack trace as the JVM prints it, or the test's own thread in a thread dump.
 *
 * @param type binary name of the root cause's type; empty in a thread dump
 * @param message its message; may have several lines
 * @param frames its frames, innermost first
 * @param suppressed the frames of what it suppressed, such as the test's own where a time-out interrupted it
 */
record StackText(String type, String message, List<StackText.Frame> frames, List<StackText.Frame> suppressed) {
    private static final int FRAMES_READ = 400;

    private static final List<String> MACHINERY = List.of(
            "org.junit.",
            "junit.",
            "org.opentest4j.",
            "org.apiguardian.",
            "dev.assay.worker.",
            "org.assertj.",
            "org.hamcrest.",
            "com.google.common.truth.",
            "kotlin.test.",
            "org.mockito.internal.",
            "java.lang.reflect.",
            "java.lang.invoke.",
            "jdk.internal.reflect.",
            "sun.reflect.",
            "org.apache.maven.surefire.");

    /** What a test asks Assay for is no cause of its own, but for tests of Assay itself. */
    private static final String ASSAY = "dev.assay.";

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private static final Pattern GENERATED = Pattern.compile(
            "/0x[0-9a-f]+" // hidden classes
                    + "|(?<=\\$\\$Lambda)\\$\\d+(?:/(?:0x)?[0-9a-f]+)?"
                    + "|(?<=lambda\\$[\\w$]{1,200})\\$\\d+"
                    + "|(?<=\\$Proxy)\\d+"
                    + "|(?<=\\$MockitoMock\\$)\\w+"
                    + "|(?<=\\$ByteBuddy\\$)\\w+"
                    + "|(?<=CGLIB\\$\\$)\\w+"
                    + "|(?<=\\$)\\d+");

    /** A frame: {@code className.method(source)}. */
    record Frame(String className, String method, String source) {
        String cleaned() {
            return GENERATED.matcher(className).replaceAll("")
                    + '.'
                    + GENERATED.matcher(method).replaceAll("");
        }

        String brief() {
            return className.substring(className.lastIndexOf('.') + 1) + '.' + method + '(' + source + ')';
        }

        boolean isOf(String topClass) {
            return className.equals(topClass) || className.startsWith(topClass + '$');
        }

        private boolean isMachinery() {
            return startsWithAny(className, MACHINERY) || method.startsWith("access$");
        }

        private boolean isAssays() {
            return className.startsWith(ASSAY);
        }

        private boolean isJdk() {
            return startsWithAny(className, JDK);
        }
    }

    static StackText parse(String trace, String topClass) {
        String type = "";
        StringBuilder message = new StringBuilder();
        List<Frame> frames = new ArrayList<>();
        List<Frame> suppressed = new ArrayList<>();
        boolean heading = true;
        boolean settled = false;
        for (String line : (Iterable<String>) trace.lines()::iterator) {
            if (line.startsWith("\"")) { // a thread dump's next thread
                if (frames.stream().anyMatch(frame -> frame.isOf(topClass))) {
                    break;
                }
                frames.clear();
                type = "";
                message.setLength(0);
                heading = false;
                settled = true;
            } else if (line.startsWith("Caused by: ") || (!settled && type.isEmpty() && !line.isBlank())) {
                String head = line.startsWith("Caused by: ") ? line.substring(11) : line;
                int colon = head.indexOf(": ");
                type = module(colon < 0 ? head.strip() : head.substring(0, colon));
                if (type.indexOf(' ') >= 0) { // no trace, but the words of a JVM that died
                    type = "";
                    settled = true;
                    continue;
                }
                message.setLength(0);
                message.append(colon < 0 ? "" : head.substring(colon + 2));
                frames.clear();
                heading = true;
            } else if (line.startsWith("\tat ") || line.startsWith("   at ") || line.startsWith("        at ")) {
                heading = false;
                addFrame(frames, line.strip().substring(3));
            } else if (line.startsWith("\t\tat ")) {
                addFrame(suppressed, line.strip().substring(3));
            } else if (heading && !line.startsWith("\t")) {
                message.append('\n').append(line);
            }
        }
        return new StackText(type, message.toString(), frames, suppressed);
    }

    /** Returns the frames that tell causes apart, at most as many as given, innermost first. */
    List<Frame> telling(String topClass, int most) {
        List<Frame> own = own(frames, topClass, most);
        if (own.isEmpty()) {
            own = own(suppressed, topClass, most);
        }
        if (!own.isEmpty()) {
            return own;
        }
        return frames.stream().filter(frame -> !frame.isMachinery()).limit(most).toList();
    }

    private static List<Frame> own(List<Frame> frames, String topClass, int most) {
        List<Frame> own = new ArrayList<>();
        for (Frame frame : frames) {
            if (frame.isMachinery() || frame.isJdk() || frame.isAssays() && !topClass.startsWith(ASSAY)) {
                continue;
            }
            if (frame.isOf(topClass)) {
                return own.isEmpty() ? List.of(frame) : own;
            }
            if (own.size() < most) {
                own.add(frame);
            }
        }
        return own;
    }

    private static void addFrame(List<Frame> frames, String text) {
        int open = text.indexOf('(');
        if (open < 0 || frames.size() >= FRAMES_READ) {
            return;
        }
        String call = module(text.substring(0, open));
        int dot = call.lastIndexOf('.');
        int close = text.indexOf(')', open);
        if (dot > 0 && close > 0) {
            frames.add(new Frame(call.substring(0, dot), call.substring(dot + 1), text.substring(open + 1, close)));
        }
    }

    /** Drops a loader's and a module's name, but not a hidden class's address. */
    private static String module(String text) {
        int slash = text.lastIndexOf('/');
        while (slash > 0 && text.startsWith("/0x", slash)) {
            slash = text.lastIndexOf('/', slash - 1);
        }
        return text.substring(slash + 1);
    }

    private static boolean startsWithAny(String text, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
