package dev.assay.data.internal;

import static dev.assay.data.internal.Aspect.Repeats.LATE;
import static dev.assay.data.internal.Aspect.Repeats.NEVER;
import static dev.assay.data.internal.Vocabulary.COMPANY_SUFFIXES;
import static dev.assay.data.internal.Vocabulary.DEPARTMENTS;
import static dev.assay.data.internal.Vocabulary.LAST_NAMES;
import static dev.assay.data.internal.Vocabulary.PRODUCTS;
import static dev.assay.data.internal.Vocabulary.PRODUCT_ADJECTIVES;
import static dev.assay.data.internal.Vocabulary.PRODUCT_MATERIALS;

/** What is sold, and by whom. */
final class Goods {
    private static final int LETTERS = 26;
    private static final int SKU_DIGITS = 5;
    private static final int SKU_NUMBERS = 100_000;

    private Goods() {}

    static Aspect product() {
        int adjectives = PRODUCT_ADJECTIVES.size();
        int materials = PRODUCT_MATERIALS.size();
        int longest = PRODUCT_ADJECTIVES.longest() + PRODUCT_MATERIALS.longest() + PRODUCTS.longest() + 2;
        long room = (long) adjectives * materials * PRODUCTS.size();
        return new Aspect("product", room, longest, NEVER, (number, round) -> {
            long rest = number / adjectives;
            StringBuilder name = new StringBuilder(40)
                    .append(PRODUCT_ADJECTIVES.get(number % adjectives))
                    .append(' ')
                    .append(PRODUCT_MATERIALS.get(rest % materials))
                    .append(' ')
                    .append(PRODUCTS.get(rest / materials));
            return round == 0
                    ? name.toString()
                    : name.append(" Mark ").append(round + 1).toString();
        });
    }

    static Aspect sku(String field) {
        long room = (long) LETTERS * LETTERS * LETTERS * SKU_NUMBERS;
        return new Aspect("sku " + field, room, 4 + SKU_DIGITS, LATE, (number, round) -> {
            long letters = number / SKU_NUMBERS;
            char[] sku = new char[3 + 1 + SKU_DIGITS];
            sku[0] = (char) ('A' + letters / (LETTERS * LETTERS));
            sku[1] = (char) ('A' + letters / LETTERS % LETTERS);
            sku[2] = (char) ('A' + letters % LETTERS);
            sku[3] = '-';
            long digits = number % SKU_NUMBERS;
            for (int i = sku.length - 1; i > 3; i--) {
                sku[i] = (char) ('0' + digits % 10);
                digits /= 10;
            }
            return new String(sku);
        });
    }

    static Aspect department() {
        return new Aspect(
                "department",
                DEPARTMENTS.size(),
                DEPARTMENTS.longest(),
                LATE,
                (number, round) -> DEPARTMENTS.get(number));
    }

    static Aspect company() {
        int names = LAST_NAMES.size();
        int longest = 2 * LAST_NAMES.longest() + COMPANY_SUFFIXES.longest() + 2;
        long room = (long) names * names * COMPANY_SUFFIXES.size();
        return new Aspect("company", room, longest, LATE, (number, round) -> {
            long rest = number / names;
            return new StringBuilder(40)
                    .append(LAST_NAMES.get(number % names))
                    .append('-')
                    .append(LAST_NAMES.get(rest % names))
                    .append(' ')
                    .append(COMPANY_SUFFIXES.get(rest / names))
                    .toString();
        });
    }
}
