package dev.assay.report.xml;

import dev.assay.event.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Writes the attempts of a test that another followed.
 *
 * <p>They wait for the last attempt, because it decides whether they are {@code flaky} or {@code rerun}. So that a
 * suite in which everything fails cannot exhaust memory, traces and output of waiting attempts share an allowance;
 * beyond it only the message is kept.
 */
final class AttemptXml {
    private static final long ALLOWANCE = 32 << 20;

    private long waiting;

    /** An attempt but for its element's name. */
    record Attempt(boolean assertion, String attributes, String body) {
        String xml(String kind) {
            String element = kind + (assertion ? "Failure" : "Error");
            return "    <" + element + attributes + ">\n" + body + "    </" + element + ">\n";
        }
    }

    Attempt hold(Failure failure, @Nullable Written output) {
        XmlText xml = new XmlText(512);
        attributes(xml, failure);
        String attributes = xml.take();
        boolean whole = waiting < ALLOWANCE;
        xml.raw("      <stackTrace>").text(whole ? failure.stackTrace() : "left out: see events.bin");
        xml.raw("</stackTrace>\n");
        if (whole && output != null) {
            output.appendTo(xml, "      ");
        }
        Attempt attempt = new Attempt(isAssertion(failure), attributes, xml.take());
        waiting += attempt.body().length();
        return attempt;
    }

    void release(Attempt attempt) {
        waiting -= attempt.body().length();
    }

    static void attributes(XmlText xml, Failure failure) {
        if (!failure.message().isEmpty()) {
            xml.attribute("message", failure.message());
        }
        xml.attribute("type", failure.type());
    }

    /**
     * Tells whether a throwable is an AssertionError, which makes a failure of it instead of an error. Only its name is
     * known here; all well-known assertion libraries follow one of these.
     */
    static boolean isAssertion(Failure failure) {
        String type = failure.type();
        return type.endsWith("AssertionError")
                || type.endsWith("AssertionFailedError")
                || type.endsWith("ComparisonFailure")
                || type.endsWith("MultipleFailuresError")
                || type.endsWith("MultipleFailureException")
                || type.endsWith("ConditionTimeoutError")
                || type.endsWith("WantedButNotInvoked")
                || type.endsWith("PowerAssertionError");
    }
}
