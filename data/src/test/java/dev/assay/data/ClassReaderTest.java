package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.UniqueConstraint;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClassReaderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    /** What all of JPA's entities here share. */
    abstract static class Base {
        @Id
        private long id;

        long id() {
            return id;
        }
    }

    @Entity
    @Table(name = "authors")
    static class Author extends Base {
        @Column(name = "full_name", nullable = false, length = 40)
        private String fullName;

        @Column(unique = true)
        private String email;

        @OneToMany(mappedBy = "author")
        private List<Book> books = new ArrayList<>();

        @Transient
        private @Nullable Thread forgotten;

        protected Author() {}
    }

    @Entity
    @Table(name = "books", uniqueConstraints = @UniqueConstraint(columnNames = {"author_id", "volume"}))
    static class Book extends Base {
        @ManyToOne(optional = false)
        @JoinColumn(name = "author_id")
        private Author author;

        @Min(1) @Max(50) private int volume;

        @ManyToOne
        private Book sequelOf;

        @DecimalMin("0.01") @DecimalMax("99.99") private BigDecimal price;

        protected Book() {}
    }

    @Entity
    static class Cover extends Base {
        @OneToOne(optional = false)
        private Book book;

        protected Cover() {}
    }

    record Validated(
            long id,
            @NotBlank @Size(max = 20) String code,
            @Email @Size(max = 60) String contact,
            @Min(18) @Max(21) Integer age,

            @PositiveOrZero @Digits(integer = 4, fraction = 3) BigDecimal weight,

            @NotNull LocalDate day,
            @Nullable String city) {}

    private static Dataset dataset(Model model, Class<?> type, long rows) {
        return ScenarioSpec.of(model, "test").rows(type, rows).dataset(Seed.of(3), DAY);
    }

    @Nested
    class Jpa {
        private final Model model = Model.of(Author.class, Book.class, Cover.class);
        private final Dataset data = ScenarioSpec.of(model, "test")
                .rows(Author.class, 20)
                .rows(Book.class, 200)
                .dataset(Seed.of(3), DAY);

        @Test
        void names_tables_columns_and_parents() {
            dev.assay.data.Entity book = model.entity(Book.class);
            assertThat(book.table()).isEqualTo("books");
            assertThat(book.fields())
                    .extracting(Field::column)
                    .containsExactly("id", "author_id", "volume", "sequel_of_id", "price");
            assertThat(book.field("author").type()).isEqualTo(long.class);
            assertThat(model.entity(Author.class).fields())
                    .extracting(Field::name)
                    .containsExactly("id", "fullName", "email");
            assertThat(model.entity(Author.class)
                            .field("fullName")
                            .domain()
                            .lengths()
                            .most())
                    .isEqualTo(40);
        }

        @Test
        void instances_hold_their_parents() {
            List<Book> books = data.stream(Book.class).toList();
            assertThat(books).allSatisfy(book -> {
                assertThat(book.author.id()).isBetween(1L, 20L);
                assertThat(book.author.fullName).isNotBlank();
                assertThat(book.volume).isBetween(1, 50);
                assertThat(book.price).isBetween(new BigDecimal("0.01"), new BigDecimal("99.99"));
            });
            assertThat(books)
                    .anyMatch(book -> book.sequelOf == null)
                    .anyMatch(book -> book.sequelOf != null && book.sequelOf.id() < book.id());
            assertThat(books)
                    .extracting(book -> book.author.id() + " " + book.volume)
                    .doesNotHaveDuplicates();
            assertThat(data.count(Cover.class)).isEqualTo(200);
            assertThat(data.get(Cover.class, 17).book.id()).isEqualTo(18);
            assertThat(data.verify().broken()).isZero();
        }

        @Test
        void collections_are_left_as_the_constructor_made_them() {
            assertThat(data.get(Author.class, 0).books).isEmpty();
            assertThat(data.get(Author.class, 0).forgotten).isNull();
        }
    }

    @Nested
    class BeanValidation {
        private final Dataset data = dataset(Model.of(Validated.class), Validated.class, 2_000);

        @Test
        void narrows_what_fields_hold() {
            assertThat(data.verify().orThrow().rows()).containsEntry("Validated", 2_000L);
            assertThat(data.stream(Validated.class)).allSatisfy(row -> {
                assertThat(row.code()).isNotBlank().hasSizeLessThanOrEqualTo(20);
                assertThat(row.contact()).contains("@example.").hasSizeLessThanOrEqualTo(60);
                assertThat(row.age()).isBetween(18, 21);
                assertThat(row.weight()).isNotNegative();
                assertThat(row.weight().scale()).isEqualTo(3);
                assertThat(row.day()).isNotNull();
            });
        }

        @Test
        void lets_what_may_be_null_be_null_now_and_then() {
            assertThat(data.stream(Validated.class).filter(row -> row.city() == null))
                    .hasSizeBetween(120, 280);
        }
    }

    @Table(name = "ledgers", schema = "accounts")
    record Ledger(long id, String name) {}

    @Test
    void a_table_may_be_of_a_schema() {
        assertThat(Model.of(Ledger.class).entity(Ledger.class).schema()).contains("accounts");
        assertThat(Model.of(Author.class).entity(Author.class).schema()).isEmpty();
    }

    record Appointment(
            long id,
            @Past LocalDate bookedOn,
            @PastOrPresent Instant changedAt,
            @Future LocalDateTime startsAt,
            @FutureOrPresent LocalDate dueOn,
            @Future LocalDate expiresOn,
            @Future @Unique LocalDate slot,
            @Past LocalDateTime endedAt) {}

    @Nested
    class Tenses {
        private final Model model = Model.of(Appointment.class);

        private Dataset dataset(Model of, LocalDate asOf) {
            return ScenarioSpec.of(of, "test").rows(Appointment.class, 500).dataset(Seed.of(42), asOf);
        }

        @Test
        void are_seen_from_the_day_of_the_dataset() {
            for (LocalDate day : List.of(DAY, DAY.plusYears(10))) {
                Dataset data = dataset(model, day);
                LocalDateTime now = day.atStartOfDay();
                assertThat(data.stream(Appointment.class)).allSatisfy(row -> {
                    assertThat(row.bookedOn()).isBefore(day);
                    assertThat(row.changedAt()).isBeforeOrEqualTo(now.toInstant(ZoneOffset.UTC));
                    assertThat(row.startsAt()).isAfter(now);
                    assertThat(row.dueOn()).isAfterOrEqualTo(day);
                    assertThat(row.expiresOn()).isAfter(day);
                    assertThat(row.slot()).isAfter(day);
                    assertThat(row.endedAt()).isBefore(now);
                });
                assertThat(data.verify().broken()).isZero();
            }
        }

        @Test
        void are_kept_by_what_an_order_moves() {
            Model ordered =
                    model.with(Appointment.class, new Constraint.Order("booked first", "bookedOn", "endedAt", false));
            assertThat(dataset(ordered, DAY).verify().broken()).isZero();
            Model days = Model.of(dev.assay.data.Entity.named("task")
                    .field("done_on", LocalDate.class)
                    .tense(Tense.PAST)
                    .field("seen_on", LocalDate.class)
                    .tense(Tense.PAST)
                    .order("done_on", "seen_on")
                    .build());
            assertThat(ScenarioSpec.of(days, "test")
                            .rows("task", 2_000)
                            .dataset(Seed.of(42), DAY)
                            .verify()
                            .broken())
                    .isZero();
        }

        @Test
        void that_a_rule_does_not_keep_are_found() {
            Model wrong = model.with(Appointment.class, "bookedOn", Rule.always(DAY));
            assertThat(dataset(wrong, DAY).verify().first().get(0).problem()).isEqualTo("not PAST as of 2026-01-01");
        }
    }
}
