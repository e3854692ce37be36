package dev.assay.report;

import dev.assay.event.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells whether two failures have one cause: the root cause's type and the frames that led to it, without what changes
 * from run to run.
 *
 * <p>Frames inside the code under test count up to the test's own class, so that one broken method that thirty tests
 * call is one cause. A failure inside the test itself is told apart by the place that threw. Messages count only where
 * there is no frame to go by, and then without their numbers.
 *
 * @param id twelve hexadecimal digits, the same in every run
 * @param type simple name of the root cause's type; {@code lost} for a test whose worker died
 * @param message the root cause's message in one line, as that failure has it; may be empty
 * @param where the first frame that counts, such as {@code LocaleUtils.toLocale(LocaleUtils.java:41)}; may be empty
 * @since 0.1
 */
public record Fingerprint(String id, String type, String message, String where) {
    private static final int FRAMES = 5;
    private static final int MESSAGE = 300;
    private static final Pattern VARYING = Pattern.compile(
            "\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b" // UUIDs
                    + "|\\b0[xX][0-9a-fA-F]+"
                    + "|@[0-9a-f]{4,}\\b" // identity hash codes
                    + "|\\b(?=[a-f]*[0-9])[0-9a-f]{8,}\\b"
                    + "|[0-9]+");

    /**
     * Reads a failure's fingerprint.
     *
     * @param topClass binary name of the test's top-level class
     */
    public static Fingerprint of(Failure failure, String topClass) {
        StackText stack = StackText.parse(failure.stackTrace(), topClass);
        String type = stack.type().isEmpty() ? failure.type() : stack.type();
        String message = firstLine(stack.type().isEmpty() ? failure.message() : stack.message());
        List<StackText.Frame> frames = stack.telling(topClass, FRAMES);
        StringBuilder key = new StringBuilder(type);
        for (StackText.Frame frame : frames) {
            key.append('\n').append(frame.cleaned());
        }
        if (frames.isEmpty()) {
            key.append('\n').append(constant(message));
        }
        return new Fingerprint(
                hash(key.toString()),
                simple(type),
                message,
                frames.isEmpty() ? "" : frames.get(0).brief());
    }

    /** Reads the fingerprint of a test that was lost for the given reason. */
    public static Fingerprint ofLost(String reason) {
        String message = firstLine(reason);
        return new Fingerprint(hash("lost\n" + constant(message)), "lost", message, "");
    }

    /** Returns a text without its numbers, UUIDs and hash codes, each of which becomes {@code #}. */
    static String constant(String text) {
        return VARYING.matcher(text).replaceAll("#");
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String firstLine(String text) {
        String stripped = text.strip();
        int end = stripped.indexOf('\n');
        String line = (end < 0 ? stripped : stripped.substring(0, end)).strip();
        if (line.length() <= MESSAGE) {
            return line;
        }
        int cut = Character.isHighSurrogate(line.charAt(MESSAGE - 1)) ? MESSAGE - 1 : MESSAGE;
        return line.substring(0, cut) + "\u2026";
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
