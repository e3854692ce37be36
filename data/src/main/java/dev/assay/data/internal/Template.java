package dev.assay.data.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.assay.core.Seed;

/**
 * Texts of a form: {@code ?} is a capital letter, {@code #} a digit, {@code %} one from 1 to 9, {@code *} a hexadecimal
 * digit, {@code ~} a small letter or digit; all else is what it is.
 */
final class Template {
    private static final long MOST = 1L << 62;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEXADECIMAL = "0123456789abcdef";

    private final byte[] form;

    /** From here on characters are digits of the number; those before, for which it has no room, follow from it. */
    private final int first;

    private final long room;

    private Template(String form) {
        this.form = form.getBytes(ISO_8859_1);
        long product = 1;
        int at = this.form.length;
        while (at > 0 && product <= MOST / base(this.form[at - 1])) {
            product *= base(this.form[--at]);
        }
        this.first = at;
        this.room = product;
    }

    static Template of(String form) {
        return new Template(form);
    }

    private static int base(byte one) {
        return switch (one) {
            case '?' -> 26;
            case '#' -> 10;
            case '%' -> 9;
            case '*' -> 16;
            case '~' -> 36;
            default -> 1;
        };
    }

    long room() {
        return room;
    }

    int length() {
        return form.length;
    }

    byte[] at(long number) {
        byte[] text = form.clone();
        long rest = number;
        for (int i = text.length - 1; i >= 0; i--) {
            if (i < first) {
                rest = Seed.bits(number, i) >>> 1;
            }
            switch (text[i]) {
                case '?' -> {
                    text[i] = (byte) ('A' + rest % 26);
                    rest /= 26;
                }
                case '#' -> {
                    text[i] = (byte) ('0' + rest % 10);
                    rest /= 10;
                }
                case '%' -> {
                    text[i] = (byte) ('1' + rest % 9);
                    rest /= 9;
                }
                case '*' -> {
                    text[i] = (byte) HEXADECIMAL.charAt((int) (rest & 15));
                    rest >>>= 4;
                }
                case '~' -> {
                    text[i] = (byte) ALPHABET.charAt((int) (rest % 36));
                    rest /= 36;
                }
                default -> {}
            }
        }
        return text;
    }

    Aspect aspect(String group) {
        return new Aspect(
                group, room, form.length, Aspect.Repeats.LATE, (number, round) -> new String(at(number), ISO_8859_1));
    }
}
