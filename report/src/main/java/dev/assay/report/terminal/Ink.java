package dev.assay.report.terminal;

/** The terminal's colours, few enough to mean something. */
enum Ink {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    BOLD_RED("1;31"),
    GREEN("32"),
    BOLD_GREEN("1;32"),
    YELLOW("33"),
    BOLD_YELLOW("1;33"),
    CYAN("36");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String on(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
