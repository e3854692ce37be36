package dev.assay.report.xml;

import org.jspecify.annotations.Nullable;

/**
 * Grows a piece of XML. What XML 1.0 cannot hold, control characters and lone surrogates, becomes U+FFFD.
 *
 * <p>Written for speed, because each test passes through here: a document model would cost more than running a trivial
 * test does.
 */
final class XmlText {
    private final StringBuilder xml;

    XmlText(int capacity) {
        xml = new StringBuilder(capacity);
    }

    /** Appends markup as it is. */
    XmlText raw(String markup) {
        xml.append(markup);
        return this;
    }

    XmlText raw(long number) {
        xml.append(number);
        return this;
    }

    /** Appends seconds with three decimals. */
    XmlText seconds(long nanos) {
        long millis = Math.max(0, (nanos + 500_000) / 1_000_000);
        long rest = millis % 1000;
        xml.append(millis / 1000).append('.');
        xml.append((char) ('0' + rest / 100))
                .append((char) ('0' + rest / 10 % 10))
                .append((char) ('0' + rest % 10));
        return this;
    }

    XmlText attribute(String name, @Nullable String value) {
        if (value != null) {
            xml.append(' ').append(name).append("=\"");
            escape(value, true);
            xml.append('"');
        }
        return this;
    }

    XmlText text(String text) {
        escape(text, false);
        return this;
    }

    int length() {
        return xml.length();
    }

    /** Returns what has grown, and begins anew. */
    String take() {
        String taken = xml.toString();
        xml.setLength(0);
        return taken;
    }

    private void escape(String text, boolean attribute) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        if (plain == text.length()) {
            // Whole, it is copied at once; a part of it would be, character by character.
            xml.append(text);
            return;
        }
        xml.append(text, 0, plain);
        for (int i = plain; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '"' -> xml.append(attribute ? "&quot;" : "\"");
                case '\n', '\t' -> {
                    if (attribute) {
                        xml.append("&#").append((int) c).append(';');
                    } else {
                        xml.append(c);
                    }
                }
                case '\r' -> xml.append("&#13;");
                default -> {
                    if (c >= ' ' && !Character.isSurrogate(c) && c < '\uFFFE') {
                        xml.append(c);
                    } else if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        xml.append(c).append(text.charAt(++i));
                    } else {
                        xml.append('\uFFFD');
                    }
                }
            }
        }
    }

    /** Tells whether a character means itself everywhere; most texts have no other. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F && c != '<' && c != '>' && c != '&' && c != '"';
    }
}
