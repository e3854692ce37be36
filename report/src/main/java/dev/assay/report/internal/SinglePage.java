package dev.assay.report.internal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.assay.report.AtomicFile;
import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A page that is one file: styles, scripts and data are in it, and it asks for nothing else.
 *
 * <p>The data is JSON, compressed and in Base64, so that no name and no message can break out of it.
 *
 * @param resources class beside which the parts lie
 * @param title shown by the browser
 * @param styles names of the style sheets, in order
 * @param scripts names of the scripts, in order; they share one scope
 * @param libraries names of scripts and their licences that come before, unchanged
 * @param summary what is shown where scripts do not run
 */
public record SinglePage(
        Class<?> resources,
        String title,
        List<String> styles,
        List<Library> libraries,
        List<String> scripts,
        String summary) {

    private static final char ESCAPE = 0x1b;

    /** A script that somebody else wrote, and the file with its licence. */
    public record Library(String script, String licence) {}

    /** Writes a page's data. */
    @FunctionalInterface
    public interface Data {
        /**
         * Writes one JSON value.
         *
         * @throws IOException if that fails
         */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /**
     * Writes the page in place of an older one.
     *
     * @throws IOException if it cannot be written; an older page then stays
     */
    public void write(Path html, Data data) throws IOException {
        AtomicFile.write(html, out -> write(out, data));
    }

    private void write(OutputStream out, Data data) throws IOException {
        text(
                out,
                "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escape(title)
                        + "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                        + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                        + "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\">\n<style>\n");
        for (String style : styles) {
            copy(out, style);
        }
        text(
                out,
                "</style>\n</head>\n<body>\n<noscript><p>" + escape(summary)
                        + "</p><p>The rest of this page needs JavaScript.</p></noscript>\n<div id=\"app\"></div>\n"
                        + "<script id=\"data\" type=\"application/octet-stream\">");
        writeData(out, data);
        text(out, "</script>\n");
        for (Library library : libraries) {
            text(out, "<script>\n/*\n");
            copy(out, library.licence);
            text(out, "*/\n");
            copy(out, library.script);
            text(out, "\n</script>\n");
        }
        text(out, "<script>\n(() => {\n'use strict';\n");
        for (String script : scripts) {
            copy(out, script);
        }
        text(out, "})();\n</script>\n</body>\n</html>\n");
    }

    private static void writeData(OutputStream out, Data data) throws IOException {
        OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out));
        try (OutputStream zip = new Gzip(base64);
                JsonGenerator json = new JsonFactory().createGenerator(zip, JsonEncoding.UTF8)) {
            data.writeTo(json);
        }
    }

    private void copy(OutputStream out, String name) throws IOException {
        try (InputStream in = resources.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("this build of Assay lacks " + resources.getPackageName() + "/" + name);
            }
            in.transferTo(out);
        }
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns a text that HTML and JSON can carry and that looks like what it is: halves of characters, control
     * characters and marks that turn the direction of what follows are replaced.
     */
    public static String carried(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || isOdd(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else {
                boolean kept = c == '\n' || c == '\t' || c == ESCAPE || (c >= ' ' && !isOdd(c));
                clean.append(kept ? c : '\ufffd');
            }
        }
        return clean.toString();
    }

    private static boolean isOdd(char c) {
        return Character.isSurrogate(c) || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private static String escape(String text) {
        return carried(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Lets the encoder finish without closing the file. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Compresses for speed: a third larger than the best, at a fifth of its time. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, 1 << 15);
            def.setLevel(Deflater.BEST_SPEED + 1);
        }
    }
}
