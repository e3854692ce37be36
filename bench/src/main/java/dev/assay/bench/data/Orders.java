package dev.assay.bench.data;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Model;
import dev.assay.data.Parent;
import dev.assay.data.ScenarioSpec;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** What is loaded to see how fast loading is: lines, each with an order and an article, and few of the latter. */
final class Orders {
    private static final int LINES_AN_ORDER = 10;
    private static final int LINES_AN_ARTICLE = 60;

    /** The tables without anything that could be checked while rows arrive. */
    static final List<String> TABLES = List.of(
            "CREATE TABLE article (id bigint NOT NULL, name text NOT NULL, price numeric NOT NULL)",
            "CREATE TABLE purchase (id bigint NOT NULL, date date NOT NULL, paid boolean NOT NULL)",
            "CREATE TABLE line (id bigint NOT NULL, purchase_id bigint NOT NULL, article_id bigint NOT NULL,"
                    + " quantity int NOT NULL, unit_price numeric NOT NULL, created_at timestamp NOT NULL,"
                    + " code text NOT NULL)");

    /** What is valid at the end: keys, and two foreign keys of the table with the rows. */
    static final List<String> CONSTRAINTS = List.of(
            "ALTER TABLE article ADD CONSTRAINT article_pkey PRIMARY KEY (id)",
            "ALTER TABLE purchase ADD CONSTRAINT purchase_pkey PRIMARY KEY (id)",
            "ALTER TABLE line ADD CONSTRAINT line_pkey PRIMARY KEY (id)",
            "ALTER TABLE line ADD CONSTRAINT line_purchase FOREIGN KEY (purchase_id) REFERENCES purchase",
            "ALTER TABLE line ADD CONSTRAINT line_article FOREIGN KEY (article_id) REFERENCES article");

    static final Model MODEL = Model.of(Article.class, Purchase.class, Line.class);

    private Orders() {}

    record Article(long id, String name, BigDecimal price) {}

    record Purchase(long id, LocalDate date, boolean paid) {}

    record Line(
            long id,

            @Parent(value = Purchase.class, least = LINES_AN_ORDER, most = LINES_AN_ORDER) long purchaseId,

            @Parent(Article.class) long articleId,
            int quantity,
            BigDecimal unitPrice,
            LocalDateTime createdAt,
            String code) {}

    /** Returns so many lines, rounded up to whole orders, and what they refer to. */
    static Dataset dataset(long lines) {
        return ScenarioSpec.of(MODEL, "orders")
                .rows(Article.class, Math.max(1, lines / LINES_AN_ARTICLE))
                .rows(Purchase.class, (lines + LINES_AN_ORDER - 1) / LINES_AN_ORDER)
                .dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
    }
}
