package dev.assay.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.Seed;
import dev.assay.data.Shop.Address;
import dev.assay.data.Shop.Category;
import dev.assay.data.Shop.Customer;
import dev.assay.data.Shop.Invoice;
import dev.assay.data.Shop.Line;
import dev.assay.data.Shop.Product;
import dev.assay.data.Shop.Status;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final Seed SEED = Seed.of(42);
    private static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);
    private static final Dataset SHOP = Shop.scenario(1_000, 2_000, 5_000).dataset(SEED, AS_OF);

    private static <T extends Record> List<T> all(Class<T> entity) {
        return SHOP.stream(entity).toList();
    }

    @Nested
    class ARow {
        @Test
        void is_the_same_in_any_order_and_on_any_thread() {
            List<Line> inOrder = all(Line.class);
            List<Line> together = SHOP.stream(Line.class).parallel().toList();
            Dataset again = Shop.scenario(1_000, 2_000, 5_000).dataset(SEED, AS_OF);
            assertThat(together).isEqualTo(inOrder);
            for (int i = inOrder.size() - 1; i >= 0; i -= 17) {
                assertThat(again.get(Line.class, i)).isEqualTo(inOrder.get(i));
            }
        }

        @Test
        void does_not_change_when_others_are_added() {
            Dataset grown = Shop.scenario(1_000, 2_000, 50_000).dataset(SEED, AS_OF);
            assertThat(grown.stream(Invoice.class, 0, 5_000).toList()).isEqualTo(all(Invoice.class));
            assertThat(grown.stream(Line.class, 0, SHOP.count(Line.class)).toList())
                    .isEqualTo(all(Line.class));
            Dataset more = Shop.scenario(9_000, 2_000, 0).dataset(SEED, AS_OF);
            assertThat(more.stream(Customer.class, 0, 1_000).toList()).isEqualTo(all(Customer.class));
            assertThat(more.stream(Address.class, 0, SHOP.count(Address.class)).toList())
                    .isEqualTo(all(Address.class));
        }

        @Test
        void keeps_its_parents_when_the_dataset_grows() {
            Dataset grown = SHOP.grow(Shop.scenario(3_000, 4_000, 20_000));
            Dataset twice = grown.grow(Shop.scenario(9_000, 4_000, 30_000));
            for (Dataset larger : List.of(grown, twice)) {
                for (Entity entity : Shop.MODEL.entities()) {
                    assertThat(larger.rows(entity, 0, SHOP.count(entity)).map(Row::toString))
                            .containsExactlyElementsOf(
                                    SHOP.rows(entity).map(Row::toString).toList());
                }
            }
            assertThat(twice.stream(Invoice.class, 0, 20_000).toList())
                    .isEqualTo(grown.stream(Invoice.class).toList());
            assertThat(twice.stream(Invoice.class, 20_000, 30_000)).anyMatch(invoice -> invoice.customerId() > 3_000);
            assertThat(twice.stream(Customer.class).map(Customer::email)).doesNotHaveDuplicates();
        }

        @Test
        void of_a_shard_is_the_one_of_the_whole() {
            long rows = SHOP.count(Line.class);
            List<Line> shards = LongStream.range(0, 7)
                    .boxed()
                    .flatMap(shard -> Shop.scenario(1_000, 2_000, 5_000).dataset(SEED, AS_OF).stream(
                            Line.class, rows * shard / 7, rows * (shard + 1) / 7))
                    .toList();
            assertThat(shards).isEqualTo(all(Line.class));
        }

        /** Of version 1 of the algorithm, and this version's vocabulary: a change here changes what users' tests see. */
        @Test
        void has_the_same_bytes_on_every_machine() throws NoSuchAlgorithmException {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Entity entity : Shop.MODEL.entities()) {
                SHOP.stream(entity.type().orElseThrow())
                        .forEach(row -> digest.update(row.toString().getBytes(UTF_8)));
            }
            assertThat(HexFormat.of().formatHex(digest.digest()))
                    .isEqualTo("0406608d876d448bba55c34d9b4cb8f4dacf3b2f6e728e93f5b837ac42e24370");
        }

        @Test
        void differs_with_the_seed() {
            Dataset other = Shop.scenario(1_000, 2_000, 5_000).dataset(Seed.of(43), AS_OF);
            assertThat(other.get(Customer.class, 0)).isNotEqualTo(SHOP.get(Customer.class, 0));
        }

        @Test
        void follows_from_its_own_day_whatever_other_days_its_model_was_asked_for() {
            Model shared = Model.of(Note.class);
            List<LocalDate> days =
                    LongStream.range(0, 24).mapToObj(AS_OF::plusMonths).toList();
            assertThat(days.parallelStream().map(day -> notes(shared, day)).toList())
                    .isEqualTo(days.stream()
                            .map(day -> notes(Model.of(Note.class), day))
                            .toList())
                    .doesNotHaveDuplicates();
        }

        private static List<Note> notes(Model model, LocalDate day) {
            return ScenarioSpec.of(model, "notes").rows(Note.class, 20).dataset(SEED, day).stream(Note.class)
                    .toList();
        }

        record Note(long id, String author, String email, String city, String invoiceNumber, LocalDate date) {}

        @Test
        void that_does_not_exist_is_refused() {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> SHOP.get(Customer.class, 1_000))
                    .withMessage("row 1000 of 1000 Customer");
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> SHOP.row(Customer.class, -1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> SHOP.stream(Customer.class, 5, 1_001));
        }
    }

    @Nested
    class Values {
        @Test
        void that_are_unique_are() {
            assertThat(all(Customer.class)).extracting(Customer::email).doesNotHaveDuplicates();
            assertThat(all(Product.class))
                    .extracting(Product::sku)
                    .doesNotHaveDuplicates()
                    .allMatch(sku -> sku.matches("[A-Z]{3}-\\d{5}"));
        }

        @Test
        void of_one_person_belong_together() {
            assertThat(all(Customer.class))
                    .allSatisfy(customer -> assertThat(customer.email())
                            .startsWith(
                                    letters(customer.firstName()) + "." + letters(customer.lastName()) + "@example."));
        }

        @Test
        void of_one_place_belong_together() {
            Map<String, String> stateOfZip = new HashMap<>();
            assertThat(all(Address.class)).allSatisfy(address -> {
                assertThat(address.zip()).matches("\\d{5}");
                String prefix = address.zip().substring(0, 3);
                assertThat(stateOfZip.merge(prefix, address.state(), (before, now) -> before))
                        .isEqualTo(address.state());
            });
            assertThat(stateOfZip).hasSizeGreaterThan(40);
        }

        @Test
        void have_the_shape_that_people_expect() {
            List<Customer> customers = all(Customer.class);
            assertThat(customers.stream()
                            .filter(each -> each.status() == Status.ACTIVE)
                            .count())
                    .isBetween(650L, 750L);
            assertThat(customers).allSatisfy(customer -> {
                assertThat(customer.phone()).matches("\\+1-\\d{3}-\\d{3}-\\d{4}");
                assertThat(customer.creditLimit()).isBetween(new BigDecimal("500"), new BigDecimal("100000"));
                assertThat(customer.createdAt())
                        .isBefore(AS_OF.atStartOfDay())
                        .isAfter(AS_OF.minusYears(3).atStartOfDay());
                assertThat(customer.updatedAt()).isBetween(customer.createdAt(), AS_OF.atStartOfDay());
            });
        }
    }

    @Nested
    class Relations {
        @Test
        void lead_to_rows_that_exist() {
            assertThat(all(Address.class)).allMatch(each -> each.customerId() >= 1 && each.customerId() <= 1_000);
            assertThat(all(Line.class)).allMatch(each -> each.productId() >= 1 && each.productId() <= 2_000);
        }

        @Test
        void give_each_parent_its_number_of_children() {
            Map<Long, Long> lines =
                    all(Line.class).stream().collect(Collectors.groupingBy(Line::invoiceId, Collectors.counting()));
            assertThat(lines).hasSize(5_000);
            assertThat(lines.values()).allMatch(count -> count >= 1 && count <= 12);
            assertThat(SHOP.count(Line.class)).isBetween(31_500L, 33_500L);
            for (long invoice = 0; invoice < 5_000; invoice += 333) {
                assertThat(SHOP.row(Invoice.class, invoice).children(Line.class))
                        .hasSize(lines.getOrDefault(invoice + 1, 0L).intValue())
                        .extracting(line -> line.get("invoiceId"))
                        .containsOnly(invoice + 1);
            }
        }

        @Test
        void prefer_some_parents() {
            Map<Long, Long> invoices = all(Invoice.class).stream()
                    .collect(Collectors.groupingBy(Invoice::customerId, Collectors.counting()));
            long most =
                    invoices.values().stream().mapToLong(count -> count).max().orElseThrow();
            assertThat(most).isBetween(550L, 800L);
        }

        @Test
        void to_oneself_lead_back() {
            assertThat(all(Category.class)).allMatch(each -> each.parentId() == null || each.parentId() < each.id());
            assertThat(all(Category.class)).anyMatch(each -> each.parentId() != null);
            assertThat(SHOP.get(Category.class, 0).parentId()).isNull();
        }

        @Test
        void nothing_is_older_than_its_parent() {
            assertThat(all(Invoice.class)).allSatisfy(invoice -> {
                Customer customer = SHOP.get(Customer.class, invoice.customerId() - 1);
                assertThat(invoice.date()).isBetween(customer.createdAt().toLocalDate(), AS_OF);
                assertThat(invoice.dueDate()).isAfter(invoice.date());
            });
        }

        @Test
        void totals_are_the_sum_of_their_lines() {
            Map<Long, Product> products =
                    all(Product.class).stream().collect(Collectors.toMap(Product::id, Function.identity()));
            Map<Long, BigDecimal> sums = all(Line.class).stream()
                    .peek(line -> assertThat(line.unitPrice())
                            .isEqualTo(Objects.requireNonNull(products.get(line.productId()))
                                    .price()))
                    .collect(Collectors.toMap(Line::invoiceId, Line::lineTotal, BigDecimal::add));
            assertThat(all(Invoice.class)).allMatch(invoice -> invoice.total().equals(sums.get(invoice.id())));
        }
    }

    @Test
    void an_empty_scenario_is_empty_and_no_error() {
        Dataset empty = ScenarioSpec.of(Shop.MODEL, "empty").dataset(SEED, AS_OF);
        assertThat(Stream.of(Customer.class, Address.class, Line.class).mapToLong(empty::count))
                .containsOnly(0L);
        assertThat(empty.stream(Invoice.class)).isEmpty();
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z]", "").toLowerCase(java.util.Locale.ROOT);
    }
}
