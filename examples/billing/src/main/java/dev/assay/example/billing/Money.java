package dev.assay.example.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts, rounded to cents as tax offices round them: half a cent up. */
final class Money {
    static final BigDecimal ZERO = BigDecimal.ZERO.setScale(2);
    static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Money() {}

    static BigDecimal cents(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    static BigDecimal round(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** Returns some percent of an amount. */
    static BigDecimal percent(BigDecimal amount, BigDecimal percentage) {
        return round(amount.multiply(percentage).movePointLeft(2));
    }

    /** Returns how many percent of a whole a part is; 0 if the whole is. */
    static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? ZERO : part.multiply(HUNDRED).divide(whole, 2, RoundingMode.HALF_UP);
    }
}
