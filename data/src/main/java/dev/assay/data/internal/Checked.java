package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Numbers that end, or begin, with digits by which a mistake in the others is found. */
final class Checked {
    private Checked() {}

    /** An account, ISO 13616: modulo 97 it is 1, letters being 10 to 35. */
    static Aspect iban(String group, Region region) {
        Template account = Template.of(region.iban().substring(2));
        String country = region.iban().substring(0, 2);
        return new Aspect(group, account.room(), account.length() + 4, LATE, (number, round) -> {
            byte[] rest = account.at(number);
            long remainder = 0;
            for (byte one : rest) {
                remainder = append(remainder, one);
            }
            remainder = append(append(remainder, country.charAt(0)), country.charAt(1));
            int check = (int) (98 - remainder * 100 % 97);
            return new StringBuilder(rest.length + 4)
                    .append(country)
                    .append((char) ('0' + check / 10))
                    .append((char) ('0' + check % 10))
                    .append(new String(rest, ISO_8859_1))
                    .toString();
        });
    }

    private static long append(long remainder, int one) {
        return one <= '9' ? (remainder * 10 + (one - '0')) % 97 : (remainder * 100 + (one - 'A' + 10)) % 97;
    }

    /** A card, whose digits from behind are taken once and twice (Luhn, ISO 7812); of numbers that no bank gives out. */
    static Aspect card(String group) {
        return checked(group, "400000#########0", Checked::luhn);
    }

    /** An article (GTIN): digits from behind are taken three times and once; of numbers for use within a store. */
    static Aspect article(String group, String form) {
        return checked(group, form, Checked::gtin);
    }

    private static Aspect checked(String group, String form, Digit last) {
        Template digits = Template.of(form);
        return new Aspect(group, digits.room(), digits.length(), LATE, (number, round) -> {
            byte[] text = digits.at(number);
            text[text.length - 1] = (byte) last.of(text);
            return new String(text, ISO_8859_1);
        });
    }

    private static char luhn(byte[] text) {
        int sum = 0;
        for (int i = text.length - 2; i >= 0; i--) {
            int digit = text[i] - '0';
            int twice = (text.length - i) % 2 == 0 ? 2 * digit : digit;
            sum += twice > 9 ? twice - 9 : twice;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    private static char gtin(byte[] text) {
        int sum = 0;
        for (int i = text.length - 2; i >= 0; i--) {
            int digit = text[i] - '0';
            sum += (text.length - i) % 2 == 0 ? 3 * digit : digit;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    /** Says what the last digit is, of what stands before it. */
    private interface Digit {
        char of(byte[] text);
    }
}
