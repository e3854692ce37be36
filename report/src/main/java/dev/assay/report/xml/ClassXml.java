package dev.assay.report.xml;

import dev.assay.event.Failure;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import dev.assay.report.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One class's Surefire XML, while it grows. */
final class ClassXml {
    private final String className;
    private final Path file;
    private final AttemptXml attempts;
    private final Spool cases;
    private final XmlText xml = new XmlText(256);
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Set<String> failedContainers = new HashSet<>();
    private long wallNanos;
    private long ran;
    private long tests;
    private long errors;
    private long failures;
    private long skipped;
    private long flakes;

    private record Waiting(TestRef test, boolean container, List<AttemptXml.Attempt> attempts) {}

    /** The attempts before the last, as XML. */
    private record Earlier(String failures, String errors) {
        static final Earlier NONE = new Earlier("", "");

        boolean isEmpty() {
            return failures.isEmpty() && errors.isEmpty();
        }
    }

    ClassXml(String className, Path file, AttemptXml attempts) {
        this.className = className;
        this.file = file;
        this.attempts = attempts;
        this.cases = new Spool(file.resolveSibling("." + file.getFileName() + ".cases"));
    }

    void add(RunEvent.TestFinished test, @Nullable Written output) throws IOException {
        wallNanos += test.wallNanos();
        Failure failure = failure(test);
        if (!test.last() && test.outcome() == Outcome.NOT_RUN) {
            return; // its container's attempt tells why
        } else if (!test.last()) {
            hold(test.test(), false, failure, output);
            return;
        }
        Outcome outcome = test.outcome();
        if (outcome == Outcome.NOT_RUN && failedContainers.contains(test.test().uniqueId())) {
            return; // a template or factory that failed itself: it is there already, as an error
        }
        ran += outcome == Outcome.NOT_RUN ? 0 : 1;
        open(test.test().name(), test.test().className(), test.wallNanos());
        Earlier before = earlier(test.test().uniqueId(), outcome == Outcome.PASSED ? "flaky" : "rerun");
        flakes += test.flaky() ? 1 : 0;
        switch (outcome) {
            case PASSED -> close(before, "", output);
            case FAILED, LOST -> close(before, bad(failure), output);
            case ABORTED, SKIPPED, NOT_RUN -> close(before, skipped(test), output);
        }
    }

    void add(RunEvent.ContainerFailed failed, @Nullable Written output) throws IOException {
        if (failed.last()) {
            failedContainers.add(failed.container().uniqueId());
            open(caseName(failed.container()), failed.container().className(), 0);
            close(earlier(failed.container().uniqueId(), "rerun"), bad(failed.failure()), output);
        } else {
            hold(failed.container(), true, failed.failure(), output);
        }
    }

    /**
     * Writes the file.
     *
     * @param occupied how long the class occupied workers, in nanoseconds; negative where that is not known
     */
    void write(long occupied) throws IOException {
        try {
            for (Waiting test : List.copyOf(waiting.values())) {
                unfinished(test);
            }
            AtomicFile.write(file, out -> {
                out.write(head(occupied < 0 ? wallNanos : occupied).getBytes(StandardCharsets.UTF_8));
                cases.moveTo(out);
                out.write("</testsuite>\n".getBytes(StandardCharsets.UTF_8));
            });
        } finally {
            cases.drop();
        }
    }

    private String head(long nanos) {
        xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite").attribute("name", className);
        xml.raw(" time=\"")
                .seconds(nanos)
                .raw("\" tests=\"")
                .raw(tests)
                .raw("\" errors=\"")
                .raw(errors);
        xml.raw("\" skipped=\"").raw(skipped).raw("\" failures=\"").raw(failures);
        xml.raw("\" flakes=\"").raw(flakes).raw("\">\n");
        return xml.take();
    }

    /** A container that failed and then did not is flaky; a test whose last attempt never came is an error. */
    private void unfinished(Waiting test) throws IOException {
        open(
                test.container() ? caseName(test.test()) : test.test().name(),
                test.test().className(),
                0);
        if (test.container()) {
            flakes++;
            close(earlier(test.test().uniqueId(), "flaky"), "", null);
        } else {
            Earlier before = earlier(test.test().uniqueId(), "rerun");
            close(before, bad(new Failure("lost", "the run ended before the test was tried again", "")), null);
        }
    }

    private void open(String name, String testClass, long nanos) {
        tests++;
        xml.raw("  <testcase").attribute("name", name).attribute("classname", testClass);
        xml.raw(" time=\"").seconds(nanos).raw("\"");
    }

    private void close(Earlier before, String result, @Nullable Written output) throws IOException {
        if (before.isEmpty() && result.isEmpty() && output == null) {
            xml.raw("/>\n");
        } else {
            // The schema's order: failure, rerunFailure, flakyFailure, skipped, error, rerunError, flakyError, output.
            boolean first = result.startsWith("    <failure");
            xml.raw(">\n").raw(first ? result : "").raw(before.failures());
            xml.raw(first ? "" : result).raw(before.errors());
            if (output != null) {
                output.appendTo(xml, "    ");
            }
            xml.raw("  </testcase>\n");
        }
        cases.add(xml.take());
    }

    private String bad(Failure failure) {
        boolean assertion = AttemptXml.isAssertion(failure);
        String element = assertion ? "failure" : "error";
        failures += assertion ? 1 : 0;
        errors += assertion ? 0 : 1;
        XmlText result = new XmlText(1024);
        result.raw("    <").raw(element);
        AttemptXml.attributes(result, failure);
        return result.raw(">")
                .text(failure.stackTrace())
                .raw("</")
                .raw(element)
                .raw(">\n")
                .take();
    }

    private String skipped(RunEvent.TestFinished test) {
        skipped++;
        String reason = test.reason();
        Failure failure = test.failure();
        if (test.outcome() == Outcome.NOT_RUN) {
            reason = "not run: " + reason;
        } else if (reason.isEmpty() && failure != null) {
            reason = failure.message();
        }
        XmlText result = new XmlText(256);
        result.raw("    <skipped").attribute("message", reason);
        if (failure == null) {
            return result.raw("/>\n").take();
        }
        return result.raw(">").text(failure.stackTrace()).raw("</skipped>\n").take();
    }

    private void hold(TestRef test, boolean container, Failure failure, @Nullable Written output) {
        waiting.computeIfAbsent(test.uniqueId(), id -> new Waiting(test, container, new ArrayList<>()))
                .attempts()
                .add(attempts.hold(failure, output));
    }

    private Earlier earlier(String id, String kind) {
        Waiting held = waiting.isEmpty() ? null : waiting.remove(id);
        if (held == null) {
            return Earlier.NONE;
        }
        StringBuilder ofFailures = new StringBuilder();
        StringBuilder ofErrors = new StringBuilder();
        for (AttemptXml.Attempt attempt : held.attempts()) {
            attempts.release(attempt);
            (attempt.assertion() ? ofFailures : ofErrors).append(attempt.xml(kind));
        }
        return new Earlier(ofFailures.toString(), ofErrors.toString());
    }

    private static Failure failure(RunEvent.TestFinished test) {
        Failure failure = test.failure();
        if (failure != null) {
            return failure;
        }
        String type = test.outcome() == Outcome.LOST ? "lost" : "unknown";
        return new Failure(type, test.reason(), test.reason());
    }

    /** Surefire's names: a class that fails before its first test, one that fails later, else the method's name. */
    private String caseName(TestRef container) {
        String id = container.uniqueId();
        String segment = id.substring(id.lastIndexOf('/') + 1);
        boolean isClass = segment.startsWith("[engine:")
                || segment.startsWith("[runner:")
                || segment.startsWith("[suite:")
                || segment.startsWith("[class:")
                || segment.startsWith("[nested-class:")
                || segment.startsWith("[class-template");
        if (!isClass) {
            return container.name();
        }
        return ran == 0 && container.className().equals(className) ? "initializationError" : "executionError";
    }
}
