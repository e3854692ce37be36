package dev.assay.cli.data;

import dev.assay.cli.Console;
import dev.assay.cli.ExitCode;
import dev.assay.cli.data.describe.Description;
import dev.assay.cli.data.describe.ModelJson;
import dev.assay.cli.data.describe.ModelText;
import dev.assay.cli.data.describe.Page;
import dev.assay.cli.data.describe.Picture;
import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Dataset;
import dev.assay.report.terminal.Look;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Shows a model. */
final class Describing {
    private final DescribeCommand options;
    private final Place place;

    Describing(DescribeCommand options, Place place) {
        this.options = options;
        this.place = place;
    }

    ExitCode run() {
        String asked = options.format;
        String file = options.out;
        String format = asked != null
                ? new Value("--format", asked).word(DescribeCommand.FORMATS)
                : file == null ? "text" : ofName(file);
        String text;
        try (Subjects subjects = new Subjects(options.subject, place, Path.of(""))) {
            subjects.check(null);
            subjects.checkWhole();
            Subject subject = subjects.find();
            text = text(subject, format, file == null || file.equals("-"));
        }
        if (file == null || file.equals("-")) {
            place.console().out().print(text);
            place.console().out().flush();
        } else {
            write(Path.of(file), text);
            place.console().err().println("  " + file);
        }
        return ExitCode.PASSED;
    }

    /** A file's name says its format, where it is one. */
    private static String ofName(String file) {
        String suffix = file.substring(file.lastIndexOf('.') + 1);
        return DescribeCommand.FORMATS.contains(suffix) ? suffix : suffix.equals("htm") ? "html" : "text";
    }

    private String text(Subject subject, String format, boolean shown) {
        Description description = describe(subject, place.console());
        return switch (format) {
            case "json" -> ModelJson.json(description);
            case "svg" -> Picture.svg(description);
            case "html" -> Page.html(description);
            default -> table(description, shown);
        };
    }

    private Description describe(Subject subject, Console console) {
        Amount amount = new Amount(options.amount);
        try {
            Dataset data = amount.dataset(subject);
            return Description.of(subject.title(), subject.model(), Optional.of(data), amount.seed());
        } catch (DiagnosisException e) {
            if (ExitCode.of(e.diagnosis()) == ExitCode.USAGE) {
                throw e;
            }
            // A model that no rows can be made of is worth looking at all the more.
            console.show(Advice.of(e).diagnosis());
            return Description.of(subject.title(), subject.model(), Optional.empty(), amount.seed());
        }
    }

    private String table(Description description, boolean shown) {
        Look look = Terminals.look(options.subject.noColor);
        StringWriter text = new StringWriter();
        PrintWriter to = new PrintWriter(text);
        new ModelText(look.colour() && shown, look.width()).print(description, to);
        to.flush();
        return text.toString();
    }

    /** Writes beside the file's place and moves it there, so that no half of it is ever seen. */
    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path beside = file.resolveSibling(file.getFileName() + ".part");
            try {
                Files.writeString(beside, text, StandardCharsets.UTF_8);
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw Diagnosis.of("ASSAY-DATA-082", "the description cannot be written.")
                    .with("file", file.toAbsolutePath())
                    .with("reason", e)
                    .toFix("--out FILE, in a folder that can be written to and whose disk has room")
                    .exception(e);
        }
    }
}
