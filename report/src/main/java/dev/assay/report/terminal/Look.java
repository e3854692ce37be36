package dev.assay.report.terminal;

import java.nio.charset.Charset;
import java.util.Map;

/**
 * What a terminal can show.
 *
 * @param live whether there is a terminal that can redraw lines; otherwise plain lines are written
 * @param colour whether to use colours
 * @param unicode whether the charset has more than ASCII
 * @param width columns
 * @since 0.1
 */
public record Look(boolean live, boolean colour, boolean unicode, int width) {
    /** Columns where nobody says how many there are. */
    public static final int DEFAULT_WIDTH = 100;

    private static final int NARROWEST = 40;

    /**
     * Reads the environment: {@code NO_COLOR}, {@code TERM=dumb}, {@code CI} and {@code COLUMNS} are honoured.
     *
     * @param interactive whether standard output is a terminal
     * @param noColor whether the user asked for no colours
     * @param charset of standard output
     */
    public static Look of(Map<String, String> environment, boolean interactive, boolean noColor, Charset charset) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean ci = !environment.getOrDefault("CI", "").isEmpty() && !"false".equals(environment.get("CI"));
        boolean live = interactive && !dumb && !ci;
        boolean colour = interactive
                && !dumb
                && !noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean unicode = charset.newEncoder().canEncode('\u2588');
        return new Look(live, colour, unicode, width(environment.getOrDefault("COLUMNS", "")));
    }

    private static int width(String columns) {
        try {
            return Math.max(NARROWEST, Integer.parseInt(columns.strip()));
        } catch (NumberFormatException e) {
            return DEFAULT_WIDTH;
        }
    }
}
