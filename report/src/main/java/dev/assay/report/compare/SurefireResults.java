package dev.assay.report.compare;

import dev.assay.event.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads Surefire's and Failsafe's reports, of 2.x and 3.x. Of a test that was rerun, {@code flakyFailure} and
 * {@code flakyError} stand for attempts before a pass, {@code rerunFailure} and {@code rerunError} for those after the
 * first failure.
 */
final class SurefireResults {
    private final Results results;
    private final XMLStreamReader xml;
    private int suites;

    private SurefireResults(Results results, XMLStreamReader xml) {
        this.results = results;
        this.xml = xml;
    }

    static boolean isReport(String fileName) {
        return fileName.startsWith("TEST-") && fileName.endsWith(".xml");
    }

    static List<Path> reportsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isReport(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    static Results read(Path folder, List<Path> reports) throws IOException {
        Results results = new Results(folder, Side.Kind.SUREFIRE);
        // No DTDs and no entities of other files: a report may come from anywhere.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        for (Path report : reports) {
            try (InputStream in = Files.newInputStream(report)) {
                XMLStreamReader xml = factory.createXMLStreamReader(in);
                new SurefireResults(results, xml).read();
                xml.close();
            } catch (XMLStreamException | NumberFormatException e) {
                throw new IOException(report.getFileName() + ": " + e.getMessage(), e);
            }
        }
        return results;
    }

    private void read() throws XMLStreamException {
        String suite = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("testsuite")) {
                suite = attribute("name", "");
                results.workNanos += suites++ == 0 ? nanos(attribute("time", "0")) : 0;
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("testsuite")) {
                suites--;
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("testcase")) {
                readTest(suite);
            }
        }
    }

    private void readTest(String suite) throws XMLStreamException {
        String className = attribute("classname", suite);
        String name = attribute("name", "");
        Outcome outcome = Outcome.PASSED;
        boolean flaky = false;
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT && ++depth == 2) {
                switch (xml.getLocalName()) {
                    case "failure", "error" -> outcome = Outcome.FAILED;
                    case "skipped" -> outcome = isAssumption() ? Outcome.ABORTED : Outcome.SKIPPED;
                    case "flakyFailure", "flakyError" -> flaky = true;
                    default -> {}
                }
            }
        }
        results.add(className, name, outcome, flaky && outcome == Outcome.PASSED);
    }

    /** Surefire writes the exception of an assumption, and no type for what was disabled. */
    private boolean isAssumption() {
        return !attribute("type", "").isEmpty();
    }

    private String attribute(String name, String otherwise) {
        @Nullable String value = xml.getAttributeValue(null, name);
        return value == null ? otherwise : value;
    }

    /** Older Surefires group the digits of a thousand seconds and more. */
    private static long nanos(String seconds) {
        return new BigDecimal(seconds.replace(",", "")).movePointRight(9).longValue();
    }
}
