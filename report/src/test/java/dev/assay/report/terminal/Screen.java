package dev.assay.report.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A terminal that understands what Assay writes, for asserting what a user sees. */
final class Screen {
    private final int width;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    private int consumed;

    Screen(int width) {
        this.width = width;
    }

    PrintStream stream() {
        return new PrintStream(written, true, StandardCharsets.UTF_8);
    }

    /** All bytes, escapes included. */
    String raw() {
        return written.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        String text = raw();
        for (int i = consumed; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                to(row + 1, 0);
            } else if (c == '\r') {
                column = 0;
            } else if (c == '\u001b') {
                i = escape(text, i + 2);
            } else {
                put(c);
            }
        }
        consumed = text.length();
        return rows.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    String text() {
        return String.join("\n", lines()).stripTrailing();
    }

    private int escape(String text, int from) {
        int end = from;
        while (Character.isDigit(text.charAt(end)) || text.charAt(end) == ';') {
            end++;
        }
        String number = text.substring(from, end);
        switch (text.charAt(end)) {
            case 'A' -> to(row - Integer.parseInt(number), column);
            case 'K' -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
            case 'J' -> {
                if (row == 0 && column == 0) {
                    throw new AssertionError("some terminals keep in their history what this erases");
                }
                rows.get(row).setLength(Math.min(column, rows.get(row).length()));
                rows.subList(row + 1, rows.size()).clear();
            }
            case 'm' -> {}
            default -> throw new AssertionError("an escape that this screen does not know: " + text.charAt(end));
        }
        return end;
    }

    private void put(char c) {
        if (column == width) {
            to(row + 1, 0);
        }
        StringBuilder line = rows.get(row);
        while (line.length() <= column) {
            line.append(' ');
        }
        line.setCharAt(column++, c);
    }

    private void to(int newRow, int newColumn) {
        row = newRow;
        column = newColumn;
        while (rows.size() <= row) {
            rows.add(new StringBuilder());
        }
    }
}
