package dev.assay.report.terminal;

import java.util.ArrayList;
import java.util.List;

/** Measures and cuts text in a terminal's cells, so that a line never wraps and the region can be redrawn. */
final class Cells {
    /** East Asian and emoji blocks, coarsely: what terminals draw two cells wide. */
    private static final List<Range> WIDE = List.of(
            new Range(0x1100, 0x115F),
            new Range(0x2E80, 0xA4CF),
            new Range(0xAC00, 0xD7A3),
            new Range(0xF900, 0xFAFF),
            new Range(0xFE30, 0xFE6F),
            new Range(0xFF00, 0xFF60),
            new Range(0x1F300, 0x1FAFF),
            new Range(0x20000, 0x3FFFD));

    private record Range(int from, int to) {}

    private Cells() {}

    static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    /** Replaces what would move the cursor or change the terminal: text of tests is shown, never obeyed. */
    static String harmless(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            if (control && safe == null) {
                safe = new StringBuilder(text);
            }
            if (control && safe != null) {
                safe.setCharAt(i, c == '\t' ? ' ' : '?');
            }
        }
        return safe == null ? text : safe.toString();
    }

    /** Cuts the middle of a text that is too long, because both ends of a name tell the most. */
    static String fit(String text, int most, String gap) {
        if (width(text) <= most) {
            return text;
        }
        int room = Math.max(0, most - width(gap));
        String start = start(text, room / 2);
        int left = room - width(start);
        int from = text.length();
        while (from > 0) {
            int point = text.codePointBefore(from);
            if (width(point) > left) {
                break;
            }
            left -= width(point);
            from -= Character.charCount(point);
        }
        return start + start(gap, most) + text.substring(from);
    }

    /** Returns as much of a text's start as fits. */
    static String start(String text, int most) {
        int left = most;
        int to = 0;
        while (to < text.length() && width(text.codePointAt(to)) <= left) {
            left -= width(text.codePointAt(to));
            to += Character.charCount(text.codePointAt(to));
        }
        return text.substring(0, to);
    }

    /** Breaks a text into lines at spaces; what has no space is cut anywhere. */
    static List<String> wrap(String text, int most) {
        List<String> lines = new ArrayList<>();
        for (String rest : (Iterable<String>) text.strip().lines()::iterator) {
            String left = harmless(rest).stripTrailing();
            while (width(left) > most) {
                String fits = start(left, most);
                int space = left.startsWith(" ", fits.length()) ? fits.length() : fits.lastIndexOf(' ');
                int end = left.indexOf(' ', space + 1);
                String word = left.substring(space + 1, end < 0 ? left.length() : end);
                boolean atSpace = space > most / 2 || (space > 0 && width(word) <= most);
                int cut = atSpace ? space : Math.max(1, fits.length());
                lines.add(left.substring(0, cut).stripTrailing());
                left = left.substring(cut).stripLeading();
            }
            lines.add(left);
        }
        return lines;
    }

    private static int width(int point) {
        if (point < 0x300) {
            return 1;
        }
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return WIDE.stream().anyMatch(range -> range.from() <= point && point <= range.to()) ? 2 : 1;
    }
}
