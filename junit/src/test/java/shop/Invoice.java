package shop;

import dev.assay.data.Parent;
import java.math.BigDecimal;
import java.time.LocalDate;

public record Invoice(
        long id,

        @Parent(value = Customer.class, least = 3, most = 3) long customerId,

        LocalDate date,
        BigDecimal total) {}
