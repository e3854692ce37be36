package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeaningsTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);
    private static final Set<String> LOCALES =
            Set.of("en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "it-IT", "nl-NL", "pl-PL", "pt-BR", "sv-SE", "ja-JP");

    private static Dataset dataset(Entity entity, long rows) {
        return dataset(entity, rows, Locale.US);
    }

    private static Dataset dataset(Entity entity, long rows, Locale locale) {
        return ScenarioSpec.of(Model.of(entity), "test")
                .locale(locale)
                .rows(entity.name(), rows)
                .dataset(Seed.of(42), AS_OF);
    }

    private static List<Row> rows(Entity entity, long rows) {
        return dataset(entity, rows).rows(entity).toList();
    }

    private static List<Object> values(Entity entity, String field, long rows) {
        List<Object> values = new ArrayList<>();
        rows(entity, rows).forEach(row -> values.add(row.get(field)));
        return values;
    }

    private static EntityBuilder entity(String name, Class<?> type, String... fields) {
        EntityBuilder builder = Entity.named(name);
        for (String field : fields) {
            builder.field(field, type);
        }
        return builder;
    }

    private static String text(Row row, String field) {
        return row.get(field, String.class);
    }

    /** The table of meanings in the guide: its examples are the first rows of a dataset. */
    @Nested
    class The_guide {
        private static final Pattern LINE = Pattern.compile("\\| (`[^|]*`) \\| ([^|]*) \\| (.*) \\|");

        @Test
        void shows_what_is_made() throws IOException {
            List<String> lines = Files.readAllLines(Path.of("../docs/guide/data-meanings.md"));
            List<String> expected = new ArrayList<>();
            int rows = 0;
            for (String line : lines) {
                Matcher matcher = LINE.matcher(line);
                boolean row = matcher.matches();
                expected.add(row ? shown(matcher.group(1), matcher.group(2)) : line);
                rows += row ? 1 : 0;
            }
            assertThat(lines).isEqualTo(expected);
            assertThat(rows).isGreaterThan(60);
        }

        private static String shown(String names, String holds) {
            List<String> fields =
                    Arrays.stream(names.replace("`", "").split(", ")).toList();
            Set<String> examples = new HashSet<>();
            String first = "";
            for (String field : fields) {
                String owner = field.contains(".") ? field.substring(0, field.indexOf('.')) : "thing";
                String name = field.substring(field.indexOf('.') + 1);
                Entity of = entity(owner, typeOf(holds), name).build();
                Object value = values(of, name, 3).get(2);
                first = first.isEmpty() ? String.valueOf(value) : first;
                examples.add(String.valueOf(value));
            }
            assertThat(examples).isNotEmpty();
            return "| " + names + " | " + holds + " | `" + first + "` |";
        }

        private static Class<?> typeOf(String holds) {
            return holds.startsWith("a number")
                    ? BigDecimal.class
                    : holds.startsWith("a whole number")
                            ? Integer.class
                            : holds.startsWith("a day") ? LocalDate.class : String.class;
        }
    }

    @Nested
    class Texts {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                value = {
                    "first_name~[A-Z][A-Za-z'-]+",
                    "lastName~[A-Z][A-Za-z'-]+",
                    "customer_full_name~[A-Z][A-Za-z'-]+ [A-Z][A-Za-z'-]+",
                    "gender~male|female",
                    "email~[a-z]+\\.[a-z]+@example\\.(com|org|net)",
                    "contact_email~[a-z]+\\.[a-z]+@example\\.(com|org|net)",
                    "username~[a-z]+_[a-z]+",
                    "contactPhone~\\+1-\\d{3}-\\d{3}-\\d{4}",
                    "mobile~\\+1-\\d{3}-\\d{3}-\\d{4}",
                    "street~\\d+ [A-Z].* [A-Z].*",
                    "street2~Apt \\d+",
                    "billing_city~[A-Z][A-Za-z. ]+",
                    "shipping_zip~\\d{5}",
                    "state_code~[A-Z]{2}",
                    "state_name~[A-Z][A-Za-z ]+",
                    "country~United States",
                    "country_code~US",
                    "time_zone~(America|Pacific)/.*",
                    "company~[A-Z].*-[A-Z].* (Inc|and Sons|LLC|Group)",
                    "job_title~[A-Z].* [A-Z].*",
                    "department~[A-Z].*",
                    "industry~[A-Z].*",
                    "bic~[A-Z]{4}US[0-9A-Z]{2}",
                    "currency~USD",
                    "sku~[A-Z]{3}-\\d{5}",
                    "invoice_number~INV-2025-000\\d{3}",
                    "order_number~ORD-2025-000\\d{3}",
                    "product_name~[A-Z].* [A-Z].* [A-Z].*",
                    "description~An? .*\\.",
                    "website~https://[a-z]+-[a-z]+\\d*\\.example\\.com",
                    "ip_address~10\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}",
                    "ipv6~2001:db8(:[0-9a-f]{4}){6}",
                    "mac~02(:[0-9a-f]{2}){5}",
                    "user_agent~Mozilla/5\\.0 .*",
                    "uuid~[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
                    "color~[a-z ]+",
                    "hex_color~#[0-9a-f]{6}",
                    "status~active|inactive|pending|suspended",
                    "language~en",
                    "locale~en-US",
                    "ssn~9\\d\\d-4\\d-\\d{4}",
                    "vat_id~\\d\\d-\\d{7}",
                    "password_hash~\\$2a\\$10\\$notARealHashAtAll\\.[a-z0-9]{35}",
                    "token~[a-z0-9]{32}",
                    "payment_terms~Net (14|30|60)|Due on receipt",
                    "notes~[A-Z].*\\.",
                    "comment~[A-Z].*\\."
                })
        void are_what_their_names_say(String field, String regex) {
            assertThat(values(entity("thing", String.class, field).build(), field, 500))
                    .allSatisfy(value -> assertThat(value.toString()).matches(regex));
        }

        @Test
        void that_must_differ_do_so() {
            String[] fields = {
                "email",
                "username",
                "phone",
                "sku",
                "invoice_number",
                "iban",
                "ean",
                "uuid",
                "ssn",
                "description",
                "notes",
                "slug",
                "token",
                "ip_address",
                "credit_card",
                "category",
                "company",
                "website",
                "product_name",
                "title",
                "job_title",
                "whatever"
            };
            EntityBuilder builder = Entity.named("thing");
            for (String field : fields) {
                builder.field(field, String.class).unique();
            }
            Entity thing = builder.build();
            List<Row> rows = rows(thing, 3_000);
            for (String field : fields) {
                assertThat(rows.stream().map(row -> row.get(field)))
                        .as(field)
                        .doesNotContainNull()
                        .doesNotHaveDuplicates();
            }
        }

        @Test
        void of_numbered_papers_rise() {
            Entity invoice = Entity.named("invoice")
                    .field("invoice_number", String.class)
                    .unique()
                    .build();
            List<Row> rows = rows(invoice, 1_100);
            assertThat(text(rows.get(0), "invoice_number")).isEqualTo("INV-2025-000001");
            assertThat(text(rows.get(1_099), "invoice_number")).isEqualTo("INV-2025-001100");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 60, 100, 255})
        void are_never_longer_than_allowed(int most) {
            String[] fields = {
                "first_name",
                "last_name",
                "full_name",
                "email",
                "username",
                "phone",
                "street",
                "street2",
                "city",
                "state",
                "state_name",
                "zip",
                "country",
                "country_name",
                "company",
                "job_title",
                "department",
                "industry",
                "iban",
                "sku",
                "invoice_number",
                "product_name",
                "description",
                "notes",
                "website",
                "ip_address",
                "uuid",
                "color",
                "status",
                "token",
                "slug",
                "title",
                "name",
                "category",
                "currency",
                "user_agent",
                "time_zone",
                "unknown"
            };
            for (String locale : LOCALES) {
                EntityBuilder builder = Entity.named("customer");
                for (String field : fields) {
                    builder.field(field, String.class).length(0, most);
                }
                Entity customer = builder.build();
                dataset(customer, 200, Locale.forLanguageTag(locale))
                        .rows(customer)
                        .forEach(row -> {
                            for (String field : fields) {
                                assertThat(text(row, field).length())
                                        .as("%s in %s", field, locale)
                                        .isBetween(1, most);
                            }
                        });
            }
        }

        @Test
        void that_must_differ_do_so_within_short_lengths() {
            String[] fields = {
                "first_name", "email", "username", "phone", "city", "company", "sku", "description", "unknown"
            };
            EntityBuilder builder = Entity.named("customer");
            for (String field : fields) {
                if (!field.equals("first_name") && !field.equals("city")) {
                    builder.field(field, String.class).length(4, 6).unique();
                }
            }
            Entity customer = builder.build();
            List<Row> rows = rows(customer, 2_000);
            for (Field field : customer.fields()) {
                assertThat(rows.stream().map(row -> text(row, field.name())))
                        .as(field.name())
                        .allMatch(value -> value.length() >= 4 && value.length() <= 6)
                        .doesNotHaveDuplicates();
            }
        }

        @Test
        void are_as_long_as_they_must_be() {
            Entity post = Entity.named("post")
                    .field("title", String.class)
                    .length(60, 70)
                    .field("body", String.class)
                    .length(200, 1_000)
                    .field("code", String.class)
                    .length(20, 20)
                    .field("unknown", String.class)
                    .length(50, 60)
                    .build();
            assertThat(rows(post, 300)).allSatisfy(row -> {
                assertThat(text(row, "title")).hasSizeBetween(60, 70);
                assertThat(text(row, "body")).hasSizeBetween(200, 1_000);
                assertThat(text(row, "code")).hasSize(20);
                assertThat(text(row, "unknown")).hasSizeBetween(50, 60);
            });
        }

        @Test
        void match_their_pattern() {
            Entity plate = Entity.named("plate")
                    .field("email", String.class)
                    .pattern("^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$")
                    .field("code", String.class)
                    .pattern("[A-Z]{2}-\\d{3}")
                    .unique()
                    .field("zip", String.class)
                    .pattern("^[A-Z]\\d{2}$")
                    .field("color", String.class)
                    .pattern("#[0-9a-f]{6}")
                    .length(7, 7)
                    .build();
            List<Row> rows = rows(plate, 2_000);
            assertThat(rows).allSatisfy(row -> {
                assertThat(text(row, "email")).contains("@example.");
                assertThat(text(row, "code")).matches("[A-Z]{2}-\\d{3}");
                assertThat(text(row, "zip")).matches("[A-Z]\\d{2}");
                assertThat(text(row, "color")).matches("#[0-9a-f]{6}");
            });
            assertThat(rows.stream().map(row -> text(row, "code"))).doesNotHaveDuplicates();
        }

        @Test
        void whose_pattern_has_too_little_room_are_refused() {
            Entity plate = Entity.named("plate")
                    .field("code", String.class)
                    .pattern("[AB]\\d")
                    .unique()
                    .build();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> dataset(plate, 21))
                    .withMessageContaining("ASSAY-DATA-010")
                    .withMessageContaining("room      20");
        }

        @Test
        void whose_pattern_cannot_be_met_are_refused() {
            Entity plate = Entity.named("plate")
                    .field("code", String.class)
                    .pattern("(?=.*\\d)[a-z0-9]{8}")
                    .build();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> dataset(plate, 1).row(plate, 0).get("code"))
                    .withMessageContaining("ASSAY-CORE-003");
        }

        @Test
        void whose_pattern_cannot_be_met_come_from_a_rule() {
            Entity plate = Entity.named("plate")
                    .field("code", String.class)
                    .pattern("(?=.*\\d)[a-z0-9]{8}")
                    .build();
            Model model = Model.of(plate).with("plate", "code", Rule.always("abcdefg1"));
            Dataset plates = ScenarioSpec.of(model, "test").rows("plate", 1).dataset(Seed.of(1), AS_OF);
            assertThat(plates.row(plate, 0).get("code")).isEqualTo("abcdefg1");
        }

        @Test
        void of_few_names_take_turns() {
            Entity category =
                    Entity.named("category").field("name", String.class).build();
            assertThat(values(category, "name", 22)).doesNotHaveDuplicates();
            assertThat(values(category, "name", 44).stream().distinct()).hasSize(22);
            Entity type = Entity.named("customer_type")
                    .field("name", String.class)
                    .unique()
                    .build();
            assertThat(values(type, "name", 4)).containsExactly("Bronze", "Silver", "Gold", "Platinum");
        }
    }

    @Nested
    class Check_digits {
        @Test
        void of_accounts_are_right_everywhere() {
            for (String locale : LOCALES) {
                Entity account = entity("account", String.class, "iban").build();
                dataset(account, 200, Locale.forLanguageTag(locale))
                        .rows(account)
                        .forEach(row -> {
                            String iban = text(row, "iban");
                            String turned = iban.substring(4) + iban.substring(0, 4);
                            String digits = turned.chars()
                                    .mapToObj(one -> String.valueOf(Character.digit(one, 36)))
                                    .collect(Collectors.joining());
                            assertThat(new BigInteger(digits).mod(BigInteger.valueOf(97)))
                                    .as(iban)
                                    .isEqualTo(1);
                        });
            }
        }

        @Test
        void of_cards_are_right() {
            assertThat(values(entity("card", String.class, "card_number").build(), "card_number", 500))
                    .allSatisfy(value -> {
                        String card = value.toString();
                        int sum = 0;
                        for (int i = 0; i < 16; i++) {
                            int digit = card.charAt(15 - i) - '0';
                            int counted = i % 2 == 1 ? 2 * digit : digit;
                            sum += counted / 10 + counted % 10;
                        }
                        assertThat(sum % 10).isZero();
                        assertThat(card).startsWith("400000").hasSize(16);
                    });
        }

        @ParameterizedTest
        @CsvSource({"ean, 13", "isbn, 13", "upc, 12", "ean8, 8", "gtin14, 14"})
        void of_articles_are_right(String field, int length) {
            assertThat(values(entity("article", String.class, field).build(), field, 500))
                    .allSatisfy(value -> {
                        String article = value.toString();
                        int sum = 0;
                        for (int i = 0; i < length; i++) {
                            int digit = article.charAt(length - 1 - i) - '0';
                            sum += i % 2 == 1 ? 3 * digit : digit;
                        }
                        assertThat(sum % 10).isZero();
                        assertThat(article).hasSize(length);
                    });
        }
    }

    @Nested
    class A_row {
        @Test
        void has_one_person() {
            Entity customer = entity(
                            "customer",
                            String.class,
                            "name",
                            "first_name",
                            "last_name",
                            "email",
                            "work_email",
                            "username",
                            "gender",
                            "title",
                            "slug")
                    .build();
            Map<String, String> genders = new HashMap<>();
            assertThat(rows(customer, 500)).allSatisfy(row -> {
                String first = text(row, "first_name");
                String last = text(row, "last_name");
                String account = letters(first) + "." + letters(last);
                assertThat(text(row, "name")).isEqualTo(first + " " + last);
                assertThat(text(row, "email")).startsWith(account + "@example.");
                assertThat(text(row, "work_email")).startsWith(account + "@work.example.");
                assertThat(text(row, "username")).isEqualTo(account.replace('.', '_'));
                assertThat(text(row, "title")).isEqualTo(text(row, "gender").equals("male") ? "Mr." : "Ms.");
                assertThat(genders.merge(first, text(row, "gender"), (before, now) -> now))
                        .isEqualTo(text(row, "gender"));
            });
            assertThat(rows(customer, 500).stream()
                            .filter(row -> text(row, "gender").equals("male")))
                    .hasSizeBetween(200, 300);
        }

        @Test
        void has_one_person_for_each_prefix() {
            Entity order = entity("order", String.class, "customer_name", "customer_email", "agent_name", "agentEmail")
                    .build();
            assertThat(rows(order, 100)).allSatisfy(row -> {
                assertThat(text(row, "customer_email")).startsWith(account(text(row, "customer_name")));
                assertThat(text(row, "agentEmail")).startsWith(account(text(row, "agent_name")));
            });
            assertThat(rows(order, 100))
                    .anyMatch(row -> !text(row, "customer_name").equals(text(row, "agent_name")));
        }

        @Test
        void has_one_place_for_each_prefix() throws IOException {
            Map<String, String[]> cities = new HashMap<>();
            for (String line : Files.readAllLines(Path.of("src/main/resources/dev/assay/data/places/US.txt"))) {
                String[] parts = line.split(";");
                cities.put(parts[0] + parts[2], parts);
            }
            Entity address = Entity.named("order")
                    .field("city", String.class)
                    .field("state", String.class)
                    .field("state_name", String.class)
                    .field("zip", String.class)
                    .field("phone", String.class)
                    .field("time_zone", String.class)
                    .field("latitude", BigDecimal.class)
                    .field("longitude", Double.class)
                    .field("billing_city", String.class)
                    .field("billingState", String.class)
                    .field("billing_zip", String.class)
                    .build();
            List<Row> rows = rows(address, 500);
            assertThat(rows).allSatisfy(row -> {
                String[] city = Objects.requireNonNull(cities.get(text(row, "city") + text(row, "state")));
                assertThat(text(row, "state_name")).isEqualTo(city[1]);
                assertThat(text(row, "zip")).startsWith(city[3].substring(0, 3));
                assertThat(text(row, "phone")).startsWith("+1-" + city[4] + "-");
                assertThat(row.get("latitude", BigDecimal.class).doubleValue())
                        .isBetween(Double.parseDouble(city[5]) - 0.04, Double.parseDouble(city[5]) + 0.04);
                assertThat(row.get("longitude", Double.class))
                        .isBetween(Double.parseDouble(city[6]) - 0.04, Double.parseDouble(city[6]) + 0.04);
                assertThat(text(row, "time_zone")).isEqualTo(city[7]);
                String[] billed =
                        Objects.requireNonNull(cities.get(text(row, "billing_city") + text(row, "billingState")));
                assertThat(text(row, "billing_zip")).startsWith(billed[3].substring(0, 3));
            });
            assertThat(rows).anyMatch(row -> !text(row, "city").equals(text(row, "billing_city")));
        }

        @Test
        void costs_less_than_it_is_sold_for() {
            Entity product = Entity.named("product")
                    .field("cost", BigDecimal.class)
                    .field("price", BigDecimal.class)
                    .build();
            assertThat(rows(product, 500))
                    .allSatisfy(row -> assertThat(row.get("cost", BigDecimal.class))
                            .isPositive()
                            .isLessThan(row.get("price", BigDecimal.class)));
        }

        @Test
        void whose_price_a_rule_makes_of_the_cost_is_no_circle() {
            Entity product = Entity.named("product")
                    .field("cost", BigDecimal.class)
                    .field("price", BigDecimal.class)
                    .build();
            Model model = Model.of(product)
                    .with(
                            "product",
                            "price",
                            (row, own) -> row.get("cost", BigDecimal.class).add(BigDecimal.ONE));
            Dataset data = ScenarioSpec.of(model, "test").rows("product", 5).dataset(Seed.of(1), AS_OF);
            assertThat(data.row(product, 3).get("price", BigDecimal.class))
                    .isEqualTo(
                            data.row(product, 3).get("cost", BigDecimal.class).add(BigDecimal.ONE));
        }

        @Test
        void whose_price_must_not_be_below_its_cost_is_no_circle() {
            Entity product = Entity.named("product")
                    .field("cost", BigDecimal.class)
                    .field("price", BigDecimal.class)
                    .order("cost", "price")
                    .build();
            assertThat(dataset(product, 300).verify().broken()).isZero();
        }

        @Test
        void is_active_where_its_status_says_so() {
            Entity account = Entity.named("account")
                    .field("active", Boolean.class)
                    .field("status", String.class)
                    .field("is_active", boolean.class)
                    .build();
            assertThat(rows(account, 500)).allSatisfy(row -> {
                assertThat(row.get("active")).isEqualTo(text(row, "status").equals("active"));
                assertThat(row.get("is_active")).isEqualTo(row.get("active"));
            });
        }

        @Test
        void lives_in_order() {
            Entity order = Entity.named("order")
                    .field("created_at", LocalDateTime.class)
                    .field("status", String.class)
                    .values("paid", "pending", "shipped")
                    .field("paid_at", LocalDateTime.class)
                    .optional()
                    .field("shipped_at", Instant.class)
                    .field("delivered_at", OffsetDateTime.class)
                    .field("updated_at", LocalDateTime.class)
                    .field("deleted_at", LocalDateTime.class)
                    .optional()
                    .field("expires_at", LocalDateTime.class)
                    .field("birth_date", LocalDate.class)
                    .build();
            List<Row> rows = rows(order, 500);
            assertThat(rows).allSatisfy(row -> {
                LocalDateTime created = row.get("created_at", LocalDateTime.class);
                LocalDateTime shipped = row.get("shipped_at", Instant.class)
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDateTime();
                LocalDateTime paid = (LocalDateTime) row.get("paid_at");
                assertThat(paid != null).isEqualTo(text(row, "status").equals("paid"));
                assertThat(paid == null || !paid.isBefore(created) && !paid.isAfter(shipped))
                        .isTrue();
                assertThat(shipped).isAfterOrEqualTo(created);
                assertThat(row.get("delivered_at", OffsetDateTime.class).toLocalDateTime())
                        .isBetween(shipped, AS_OF.atStartOfDay());
                assertThat(row.get("updated_at", LocalDateTime.class)).isAfterOrEqualTo(created);
                assertThat(row.get("expires_at", LocalDateTime.class)).isAfter(created);
                assertThat(row.get("birth_date", LocalDate.class))
                        .isBetween(AS_OF.minusYears(81), AS_OF.minusYears(18));
            });
            assertThat(rows.stream().filter(row -> row.get("deleted_at") != null))
                    .hasSizeBetween(20, 90);
        }

        @Test
        void has_the_gender_of_an_enum() {
            Entity person = Entity.named("person")
                    .field("title", String.class)
                    .field("gender", Sex.class)
                    .build();
            assertThat(rows(person, 100))
                    .allSatisfy(row ->
                            assertThat(text(row, "title")).isEqualTo(row.get("gender") == Sex.FEMALE ? "Ms." : "Mr."));
        }

        private static String account(String name) {
            return Arrays.stream(name.split(" ")).map(MeaningsTest::letters).collect(Collectors.joining(".")) + "@";
        }
    }

    enum Sex {
        FEMALE,
        MALE
    }

    @Nested
    class Bounds_ {
        static Stream<Class<?>> numbers() {
            return Stream.of(
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    short.class,
                    Short.class,
                    byte.class,
                    Byte.class,
                    BigInteger.class,
                    BigDecimal.class,
                    double.class,
                    Double.class,
                    float.class,
                    Float.class);
        }

        @ParameterizedTest
        @MethodSource("numbers")
        void hold_for_every_number(Class<?> type) {
            for (String name :
                    List.of("amount", "quantity", "age", "discount", "rating", "cost", "latitude", "whatever")) {
                for (String[] bounds : new String[][] {{"3", "7"}, {"-120", "-100"}, {"0", "100"}, {"50", "50"}}) {
                    Entity thing = Entity.named("thing")
                            .field(name, type)
                            .range(bounds[0], bounds[1])
                            .build();
                    assertThat(values(thing, name, 300))
                            .as("%s %s", name, type)
                            .allSatisfy(value -> assertThat(new BigDecimal(value.toString()))
                                    .isBetween(new BigDecimal(bounds[0]), new BigDecimal(bounds[1])));
                }
            }
        }

        @ParameterizedTest
        @MethodSource("numbers")
        void are_believable_where_nothing_is_said(Class<?> type) {
            Entity thing = entity("thing", type, "quantity", "age", "rating", "whatever")
                    .build();
            assertThat(rows(thing, 300)).allSatisfy(row -> {
                assertThat(number(row, "quantity")).isBetween(1, 20);
                assertThat(number(row, "age")).isBetween(18, 80);
                assertThat(number(row, "rating")).isBetween(1, 5);
                assertThat(number(row, "whatever")).isNotNegative();
            });
        }

        private static Integer number(Row row, String field) {
            return new BigDecimal(String.valueOf(row.get(field))).intValue();
        }

        @Test
        void hold_for_every_time() {
            LocalDateTime least = LocalDateTime.of(2020, 2, 3, 4, 5);
            LocalDateTime most = LocalDateTime.of(2020, 3, 1, 0, 0);
            EntityBuilder builder = Entity.named("thing");
            List<Class<?>> types = List.of(
                    LocalDate.class, LocalDateTime.class, Instant.class, OffsetDateTime.class, ZonedDateTime.class);
            for (Class<?> type : types) {
                builder.field(type.getSimpleName(), type).range(least, most);
            }
            Entity thing = builder.field("year", Year.class)
                    .field("time", LocalTime.class)
                    .build();
            assertThat(rows(thing, 500)).allSatisfy(row -> {
                for (Class<?> type : types) {
                    assertThat(utc(row.get(type.getSimpleName()))).isBetween(least, most);
                }
                assertThat(row.get("year", Year.class)).isBetween(Year.of(1995), Year.of(2025));
                assertThat(row.get("time")).isInstanceOf(LocalTime.class);
            });
        }

        private static LocalDateTime utc(@Nullable Object time) {
            return switch (String.valueOf(time == null ? "" : time.getClass().getSimpleName())) {
                case "LocalDate" -> ((LocalDate) Objects.requireNonNull(time)).atStartOfDay();
                case "Instant" -> LocalDateTime.ofInstant((Instant) Objects.requireNonNull(time), ZoneOffset.UTC);
                case "OffsetDateTime" -> ((OffsetDateTime) Objects.requireNonNull(time)).toLocalDateTime();
                case "ZonedDateTime" -> ((ZonedDateTime) Objects.requireNonNull(time)).toLocalDateTime();
                default -> (LocalDateTime) Objects.requireNonNull(time);
            };
        }
    }

    @Nested
    class Locales {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                value = {
                    "en-GB~\\+44 \\d+ \\d+~[A-Z]{1,2}\\d \\d[A-Z]{2}~GBP~\\d+ .+",
                    "de-DE~\\+49 \\d+ \\d+~\\d{5}~EUR~.+ \\d+",
                    "fr-FR~\\+33 \\d \\d{8}~\\d{5}~EUR~\\d+ .+",
                    "es-ES~\\+34 \\d+ \\d+~\\d{5}~EUR~.+, \\d+",
                    "it-IT~\\+39 0\\d+ \\d+~\\d{5}~EUR~.+, \\d+",
                    "nl-NL~\\+31 \\d+ \\d+~\\d{4} [A-Z]{2}~EUR~.+ \\d+",
                    "pl-PL~\\+48 \\d+ \\d+~\\d\\d-\\d{3}~PLN~.+ \\d+",
                    "pt-BR~\\+55 \\d+ \\d+~\\d{5}-\\d{3}~BRL~.+, \\d+",
                    "sv-SE~\\+46 \\d+ \\d+~\\d{3} \\d\\d~SEK~.+ \\d+",
                    "ja-JP~\\+81 \\d+ \\d+~\\d{3}-\\d{4}~JPY~.+町\\d+"
                })
        void have_people_and_places_of_their_own(String tag, String phone, String zip, String currency, String street) {
            Entity customer = Entity.named("customer")
                    .field("name", String.class)
                    .field("email", String.class)
                    .unique()
                    .field("phone", String.class)
                    .unique()
                    .field("street", String.class)
                    .field("city", String.class)
                    .field("zip", String.class)
                    .field("currency", String.class)
                    .field("country_code", String.class)
                    .field("slug", String.class)
                    .unique()
                    .build();
            List<Row> rows = dataset(customer, 3_000, Locale.forLanguageTag(tag))
                    .rows(customer)
                    .toList();
            assertThat(rows).allSatisfy(row -> {
                assertThat(text(row, "phone")).matches(phone);
                assertThat(text(row, "zip")).matches(zip);
                assertThat(text(row, "currency")).isEqualTo(currency);
                assertThat(text(row, "street")).matches(street);
                assertThat(text(row, "name")).contains(" ");
                assertThat(text(row, "email")).matches("[a-z0-9.]+@example\\.(com|org|net)");
                assertThat(text(row, "country_code")).isEqualTo(tag.substring(3));
            });
            for (String field : List.of("email", "phone", "slug")) {
                assertThat(rows.stream().map(row -> text(row, field))).as(field).doesNotHaveDuplicates();
            }
        }

        @Test
        void stand_for_the_country_that_speaks_most_of_a_language() {
            ScenarioSpec scenario =
                    ScenarioSpec.of(Model.of(entity("a", String.class, "city").build()), "test");
            assertThat(scenario.locale()).isEqualTo(Locale.US);
            assertThat(scenario.locale(Locale.GERMAN).locale()).isEqualTo(Locale.GERMANY);
        }
    }

    @Nested
    class Bytes {
        @Test
        void are_the_same_on_one_two_and_eight_threads() {
            Dataset shop = Shop.scenario(500, 200, 500).dataset(Seed.of(7), AS_OF);
            List<String> one = LongStream.range(0, 500)
                    .mapToObj(row -> shop.get(Shop.Customer.class, row).toString())
                    .toList();
            for (int threads : new int[] {2, 8}) {
                Dataset again = Shop.scenario(500, 200, 500).dataset(Seed.of(7), AS_OF);
                String[] made = new String[500];
                List<Thread> workers = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    int first = thread;
                    Thread worker = new Thread(() -> {
                        for (int row = first; row < made.length; row += threads) {
                            made[row] = again.get(Shop.Customer.class, row).toString();
                        }
                    });
                    workers.add(worker);
                    worker.start();
                }
                for (Thread worker : workers) {
                    join(worker);
                }
                assertThat(made).containsExactlyElementsOf(one);
            }
        }

        private static void join(Thread worker) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}
