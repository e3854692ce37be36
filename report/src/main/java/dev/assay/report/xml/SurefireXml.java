package dev.assay.report.xml;

import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import dev.assay.report.ClassFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes Surefire's XML, a file per top-level class, as soon as the class is finished: what Jenkins, GitLab and IDEs
 * read.
 *
 * <p>Names, and failures against errors, are as Surefire 3.6.1 writes them; the order of elements is its schema's.
 * Surefire leaves out tests whose container failed before them; here they are, skipped, with the reason.
 *
 * <p>Memory grows with the classes in flight, not with the tests.
 *
 * @since 0.1
 */
public final class SurefireXml implements RunListener, AutoCloseable {
    private final Path folder;
    private final Map<ClassKey, ClassXml> inFlight = new LinkedHashMap<>();
    private final Map<Integer, ClassKey> parts = new HashMap<>();
    private final Map<OutputKey, Written> written = new HashMap<>();
    private final AttemptXml attempts = new AttemptXml();
    private ClassFiles files = new ClassFiles(List.of());

    private record ClassKey(String suite, String className) {}

    private record OutputKey(int part, @Nullable String testId) {}

    /** Writes below a run's folder. */
    public SurefireXml(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes the next event.
     *
     * @throws UncheckedIOException if a file cannot be written, for example on a full disk
     */
    @Override
    public void on(RunEvent event) {
        try {
            if (event instanceof RunEvent.TestFinished test) {
                finished(test);
            } else if (event instanceof RunEvent.Output output) {
                written.computeIfAbsent(
                                new OutputKey(output.part(), output.testId()), key -> new Written(file(output.part())))
                        .add(output);
            } else if (event instanceof RunEvent.ContainerFailed failed) {
                of(failed.container()).add(failed, written.remove(new OutputKey(failed.part(), null)));
            } else if (event instanceof RunEvent.PartStarted part) {
                parts.put(part.part(), new ClassKey(part.suite(), part.className()));
            } else if (event instanceof RunEvent.PartFinished part) {
                written.keySet().removeIf(key -> key.part() == part.part());
            } else if (event instanceof RunEvent.ClassFinished finished) {
                write(new ClassKey(finished.suite(), finished.className()), finished.wallNanos());
            } else if (event instanceof RunEvent.RunStarted started) {
                files = new ClassFiles(started.suites());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the classes that the run did not get to the end of, as far as they came. */
    @Override
    public void close() throws IOException {
        for (ClassKey key : List.copyOf(inFlight.keySet())) {
            write(key, -1);
        }
    }

    private void finished(RunEvent.TestFinished test) throws IOException {
        Written output = written.isEmpty()
                ? null
                : written.remove(new OutputKey(test.part(), test.test().uniqueId()));
        of(test.test()).add(test, output);
    }

    private ClassXml of(TestRef test) {
        return inFlight.computeIfAbsent(
                new ClassKey(test.suite(), test.topClass()),
                key -> new ClassXml(
                        key.className(), folder.resolve(files.xml(key.suite(), key.className())), attempts));
    }

    private void write(ClassKey key, long wallNanos) throws IOException {
        parts.values().removeIf(key::equals);
        ClassXml xml = inFlight.remove(key);
        if (xml != null) {
            xml.write(wallNanos);
        }
    }

    private String file(int part) {
        ClassKey key = parts.get(part);
        return key == null
                ? ClassFiles.OUTPUT
                : files.output(key.suite(), key.className()).toString().replace('\\', '/');
    }
}
