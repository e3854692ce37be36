package dev.assay.data;

import static dev.assay.data.Aspect.Repeats.LATE;
import static dev.assay.data.Aspect.Repeats.NEVER;
import static dev.assay.data.Vocabulary.COMPANY_SUFFIXES;
import static dev.assay.data.Vocabulary.DEPARTMENTS;
import static dev.assay.data.Vocabulary.LAST_NAMES;
import static dev.assay.data.Vocabulary.PRODUCTS;
import static dev.assay.data.Vocabulary.PRODUCT_ADJECTIVES;
import static dev.assay.data.Vocabulary.PRODUCT_MATERIALS;

/** What is sold, and by whom. */
final class Goods {
    private static final int LETTERS = 26;
    private static final int SKU_DIGITS = 5;
    private static final int SKU_NUMBERS = 100_000;

    private Goods() {}

    static Aspect product() {
        int adjectives = PRODUCT_ADJECTIVES.size();
        int materials = PRODUCT_MATERIALS.size();
        return new Aspect("product", (long) adjectives * materials * PRODUCTS.size(), NEVER, (number, round) -> {
            long rest = number / adjectives;
            String name = PRODUCT_ADJECTIVES.get((int) (number % adjectives))
                    + " " + PRODUCT_MATERIALS.get((int) (rest % materials))
                    + " " + PRODUCTS.get((int) (rest / materials));
            return round == 0 ? name : name + " Mark " + (round + 1);
        });
    }

    static Aspect sku(String field) {
        long room = (long) LETTERS * LETTERS * LETTERS * SKU_NUMBERS;
        return new Aspect("sku " + field, room, LATE, (number, round) -> {
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
        return new Aspect("department", DEPARTMENTS.size(), LATE, (number, round) -> DEPARTMENTS.get((int) number));
    }

    static Aspect company() {
        int names = LAST_NAMES.size();
        return new Aspect("company", (long) names * names * COMPANY_SUFFIXES.size(), LATE, (number, round) -> {
            long rest = number / names;
            return LAST_NAMES.get((int) (number % names)) + "-" + LAST_NAMES.get((int) (rest % names)) + " "
                    + COMPANY_SUFFIXES.get((int) (rest / names));
        });
    }
}
