package dev.assay.data.load;

/**
 * How rows stand in a file. All are UTF-8.
 *
 * @since 0.1
 */
public enum Format {
    /**
     * Comma-separated values by RFC 4180, with a header. Nothing between commas is no value; an empty text is {@code ""}.
     */
    CSV("csv"),

    /** A JSON object for each row, one a line, by the names of columns. Texts, dates and UUIDs are strings. */
    JSON_LINES("jsonl"),

    /**
     * INSERT statements of 500 rows each that PostgreSQL and H2 understand; binary values are PostgreSQL's. In a folder
     * they are one file, {@code data.sql}: one transaction, parents first.
     */
    SQL("sql");

    private final String suffix;

    Format(String suffix) {
        this.suffix = suffix;
    }

    /** Returns what names of files end with, such as {@code csv}. */
    public String suffix() {
        return suffix;
    }
}
