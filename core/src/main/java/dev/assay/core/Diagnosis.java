package dev.assay.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes an error so that its reader can mend it: a stable code, what happened, the values involved, why it is an
 * error, and concrete ways out.
 *
 * <p>Immutable. Build one with {@link #of}, then add to it; every {@code with} method returns a new value:
 *
 * <pre>{@code
 * throw Diagnosis.of("ASSAY-CLI-004", "the folder does not exist.")
 *         .with("folder", path)
 *         .because("assay test runs a Maven project's folder, coordinates, or --classpath with --scan")
 *         .toFix("assay test .")
 *         .exception();
 * }</pre>
 *
 * @param code what the error is called for ever, such as {@code ASSAY-RUN-003}; listed in {@code docs/errors.md}
 * @param what one sentence that says what happened
 * @param facts the values involved, by name, in the order in which they are shown
 * @param why why this is an error; empty where {@code what} says it all
 * @param fixes concrete ways out, the likeliest first
 * @since 0.1
 */
public record Diagnosis(String code, String what, Map<String, String> facts, String why, List<String> fixes) {
    private static final Pattern CODE = Pattern.compile("ASSAY-[A-Z]+-\\d{3}");

    /**
     * Checks the code's form and copies the collections.
     *
     * @throws IllegalArgumentException if the code is not of the form {@code ASSAY-AREA-123}
     */
    public Diagnosis {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("code (" + code + ") must be like ASSAY-RUN-001");
        }
        Objects.requireNonNull(what, "what");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        fixes = List.copyOf(fixes);
    }

    /** Starts a diagnosis from its code and one sentence that says what happened. */
    public static Diagnosis of(String code, String what) {
        return new Diagnosis(code, what, Map.of(), "", List.of());
    }

    /** Adds a value the reader needs; one of several lines is indented below its name, and none is {@code null}. */
    public Diagnosis with(String name, @Nullable Object value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(name, String.valueOf(value));
        return new Diagnosis(code, what, more, why, fixes);
    }

    /** Says why this is an error. */
    public Diagnosis because(String reason) {
        return new Diagnosis(code, what, facts, reason, fixes);
    }

    /** Adds a concrete way out. */
    public Diagnosis toFix(String fix) {
        List<String> more = new ArrayList<>(fixes);
        more.add(fix);
        return new Diagnosis(code, what, facts, why, more);
    }

    /** Wraps this diagnosis for throwing. */
    public DiagnosisException exception() {
        return new DiagnosisException(this);
    }

    /** Wraps this diagnosis for throwing, with the failure that led to it. */
    public DiagnosisException exception(Throwable cause) {
        return new DiagnosisException(this, cause);
    }

    /**
     * Renders the diagnosis for a terminal or a log: several lines, no trailing line break.
     *
     * <p>Names are padded to one column; further fixes follow the first with {@code or}.
     */
    public String render() {
        int width = Math.max(why.isEmpty() ? 0 : 3, fixes.isEmpty() ? 0 : 7);
        for (String name : facts.keySet()) {
            width = Math.max(width, name.length());
        }
        StringBuilder text = new StringBuilder(code).append(": ").append(what);
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            line(text, fact.getKey(), fact.getValue(), width);
        }
        if (!why.isEmpty()) {
            line(text, "why", why, width);
        }
        for (int i = 0; i < fixes.size(); i++) {
            line(text, i == 0 ? "To fix:" : "or", fixes.get(i), width);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value, int width) {
        String indent = "\n" + " ".repeat(width + 4);
        text.append("\n  ").append(name).append(" ".repeat(width - name.length() + 2));
        text.append(value.stripTrailing().replace("\n", indent));
    }
}
