package dev.assay.report;

import dev.assay.event.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a failure came from: its root cause's first frame in code that is neither the JDK's nor a test library's.
 *
 * @param className binary name of the frame's class
 * @param file the source file's name
 * @param line from 1
 * @since 0.1
 */
public record Spot(String className, String file, int line) {
    /**
     * Finds the place; null where the trace does not tell.
     *
     * @param topClass binary name of the test's top-level class
     */
    public static @Nullable Spot of(Failure failure, String topClass) {
        List<StackText.Frame> frames =
                StackText.parse(failure.stackTrace(), topClass).telling(topClass, 1);
        for (StackText.Frame frame : frames) {
            int colon = frame.source().lastIndexOf(':');
            String number = frame.source().substring(colon + 1);
            if (colon > 0 && !number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new Spot(frame.className(), frame.source().substring(0, colon), Integer.parseInt(number));
            }
        }
        return null;
    }
}
