package dev.assay.sql.migration;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of SQL, named as Flyway's are: {@code V1.2__invoices.sql}, {@code U1.2__invoices.sql} takes it back, {@code
 * R__views.sql} comes last. Others have no version.
 *
 * @param file where it is, for errors
 * @param path where it is below its location, which says whether it has been run
 * @param text what is in it
 */
record Script(String file, String path, String text) {
    private static final Pattern NAMED = Pattern.compile("([VU])([0-9]+(?:[._][0-9]+)*)__.*\\.sql");

    /** Numbers that are compared one after the other. */
    record Version(List<BigInteger> numbers) implements Comparable<Version> {
        /** Returns nothing if it is no version. */
        static Optional<Version> of(String text) {
            if (!text.matches("[0-9]+([._][0-9]+)*")) {
                return Optional.empty();
            }
            List<BigInteger> numbers = new ArrayList<>();
            for (String number : text.split("[._]")) {
                numbers.add(new BigInteger(number));
            }
            while (!numbers.isEmpty() && numbers.get(numbers.size() - 1).signum() == 0) {
                numbers.remove(numbers.size() - 1); // 1.0 is 1
            }
            return Optional.of(new Version(List.copyOf(numbers)));
        }

        @Override
        public int compareTo(Version other) {
            int order = 0;
            for (int i = 0; order == 0 && i < Math.max(numbers.size(), other.numbers.size()); i++) {
                order = number(i).compareTo(other.number(i));
            }
            return order;
        }

        private BigInteger number(int place) {
            return place < numbers.size() ? numbers.get(place) : BigInteger.ZERO;
        }

        @Override
        public String toString() {
            return numbers.isEmpty()
                    ? "0"
                    : String.join(".", numbers.stream().map(String::valueOf).toList());
        }
    }

    /** Returns its file's name. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns its version, if its name says one. */
    Optional<Version> version() {
        Matcher named = NAMED.matcher(name());
        return named.matches() ? Version.of(named.group(2)) : Optional.empty();
    }

    /** Tells whether it takes back what another one did. */
    boolean isUndo() {
        Matcher named = NAMED.matcher(name());
        return named.matches() && named.group(1).equals("U");
    }

    /** Returns its statements. */
    List<SqlStatement> statements() {
        return SqlStatement.of(text);
    }

    /** Returns what tells scripts from others, by path and content. */
    static String hash(List<Script> scripts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Script script : scripts) {
                digest.update((script.path() + '\0' + script.text() + '\0').getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static boolean isOne(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql");
    }
}
