package dev.assay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Calculation;
import dev.assay.data.Dataset;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.load.Trade.Address;
import dev.assay.data.load.Trade.Category;
import dev.assay.data.load.Trade.Customer;
import dev.assay.data.load.Trade.Invoice;
import dev.assay.data.load.Trade.Line;
import dev.assay.data.load.Trade.Product;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixturesTest {
    private static final Dataset SMALL = Trade.data(Trade.SMALL);

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static Fixtures fixtures() {
        return Fixtures.of(Trade.MODEL);
    }

    @Nested
    class Rows {
        @ParameterizedTest
        @CsvSource({"CSV", "JSON_LINES"})
        void that_were_written_are_read_back(Format format) {
            Load.of(SMALL).into(folder, format);
            Fixtures read =
                    format == Format.CSV ? fixtures().csv(folder) : fixtures().json(folder);
            for (Class<?> entity :
                    List.of(Customer.class, Address.class, Product.class, Invoice.class, Line.class, Category.class)) {
                assertThat(read.records(entity).equals(SMALL.stream(entity).toList()))
                        .as(entity.getSimpleName())
                        .isTrue();
            }
        }

        @Test
        void are_read_by_names_of_fields_or_columns() throws IOException {
            Path csv = file("Products.csv", "\ufeffPRICE,Name,id,sku\r\n1.50,\"a, \"\"b\"\"\",7,x\r\n\r\n2,\"\",8,y");
            assertThat(fixtures().csv(csv).records(Product.class))
                    .containsExactly(
                            new Product(7, "a, \"b\"", "x", new BigDecimal("1.50")),
                            new Product(8, "", "y", new BigDecimal("2")));
        }

        @Test
        void are_read_from_arrays_and_from_arrays_by_entity() throws IOException {
            Path array =
                    file("category.json", "[{\"id\": 1, \"name\": \"a\"}, {\"id\":2,\"parent_id\":1,\"name\":\"b\"}]");
            Path all = file(
                    "all.json",
                    "{\"products\": [{\"id\": 1, \"name\": \"n\", \"sku\": \"s\", \"price\": 0.10}], \"Category\": []}");
            Fixtures read = fixtures().json(array).json(all);
            assertThat(read.records(Category.class))
                    .containsExactly(new Category(1, null, "a"), new Category(2, 1L, "b"));
            assertThat(read.records(Product.class)).containsExactly(new Product(1, "n", "s", new BigDecimal("0.10")));
            assertThat(read.values(Trade.MODEL.entity(Category.class)).get(0))
                    .containsEntry("id", 1L)
                    .containsEntry("name", "a")
                    .hasSize(3);
        }

        @Test
        void are_read_from_a_file_of_any_name() throws IOException {
            Path csv = file("x.csv", "id,parentId,name\n1,,a");
            Path json = file("y.txt", "{\"id\":2,\"name\":\"b\"}\n{\"id\":3,\"name\":\"c\"}");
            assertThat(fixtures()
                            .csv(csv, Category.class)
                            .json(json, Category.class)
                            .records(Category.class))
                    .extracting(Category::id)
                    .containsExactly(1L, 2L, 3L);
        }

        @Test
        void are_loaded_in_whatever_order_they_are() throws IOException, SQLException {
            Path csv = file("category.csv", "id,parent_id,name\n1,2,leaf\n2,3,branch\n3,,root");
            JdbcDataSource database = new JdbcDataSource();
            database.setURL("jdbc:h2:mem:fixtures");
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(Trade.H2_TABLES.get(Trade.H2_TABLES.size() - 1));
                Load.of(fixtures().csv(csv)).only(Category.class).into(database);
                try (ResultSet row = statement.executeQuery(
                        "SELECT LISTAGG(id || '<' || COALESCE(parent_id, 0), ' ') WITHIN GROUP (ORDER BY id) FROM category")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("1<2 2<3 3<0");
                }
            }
        }

        @Test
        void know_their_parents_children_and_calculations() throws IOException {
            Model model = Trade.MODEL.with(
                    Category.class,
                    new Calculation(
                            "path",
                            String.class,
                            row -> row.get("parentId") == null
                                    ? row.get("name")
                                    : row.parent("parentId").get("path") + "/" + row.get("name")));
            Fixtures read = Fixtures.of(model).csv(file("category.csv", "id,parent_id,name\n5,9,leaf\n9,,root"));
            List<Row> rows = read.rows(model.entity(Category.class));
            assertThat(rows.get(0).get("path")).isEqualTo("root/leaf");
            assertThat(rows.get(1).children(Category.class))
                    .extracting(Row::index)
                    .containsExactly(0L);
        }
    }

    record Typed(
            short small,
            Boolean truth,
            double fraction,
            char letter,
            UUID uuid,
            LocalDateTime at,
            Instant instant,
            LocalTime time,
            Year year,
            Trade.Status status,
            byte[] bytes,
            int[] numbers) {}

    @Nested
    class Values {
        @Test
        void have_their_fields_types() throws IOException {
            String names = "small,truth,fraction,letter,uuid,at,instant,time,year,status,bytes,numbers\n";
            Path csv = file(
                    "typed.csv",
                    names + "-7,T,0.5,x,00112233-4455-4677-8899-aabbccddeeff,2026-01-31 10:00:00,"
                            + "2026-01-31T10:00:00Z,10:00,1999,active,\\x00ff,\"[1, 2]\"");
            Typed typed = Fixtures.of(Model.of(Typed.class))
                    .csv(csv)
                    .records(Typed.class)
                    .get(0);
            assertThat(typed)
                    .usingRecursiveComparison()
                    .isEqualTo(new Typed(
                            (short) -7,
                            true,
                            0.5,
                            'x',
                            UUID.fromString("00112233-4455-4677-8899-aabbccddeeff"),
                            LocalDateTime.of(2026, 1, 31, 10, 0),
                            Instant.parse("2026-01-31T10:00:00Z"),
                            LocalTime.of(10, 0),
                            Year.of(1999),
                            Trade.Status.ACTIVE,
                            new byte[] {0, -1},
                            new int[] {1, 2}));
        }
    }

    @Nested
    class Wrong {
        private void wrong(String code, String name, String content) throws IOException {
            Path file = file(name, content);
            DiagnosisException thrown = catchThrowableOfType(DiagnosisException.class, () -> {
                if (name.endsWith(".csv")) {
                    fixtures().csv(file);
                } else {
                    fixtures().json(file);
                }
            });
            assertThat(String.valueOf(thrown.getMessage()).replace(folder + "/", ""))
                    .isEqualTo(Golden.message(code));
        }

        @Test
        void a_column_that_the_entity_has_not() throws IOException {
            wrong("ASSAY-DATA-069", "products.csv", "id,nmae,sku,price\n1,a,b,2");
        }

        @Test
        void a_value_that_is_not_of_its_fields_type() throws IOException {
            wrong("ASSAY-DATA-070", "products.csv", "id,name,sku,price\n1,a,b,2\n2,c,d,\"12,50\"");
        }

        @Test
        void a_line_with_too_few_values() throws IOException {
            wrong("ASSAY-DATA-071", "products.csv", "id,name,sku,price\n1,a,b,2\n2,c,d");
        }

        @Test
        void a_row_without_a_value() throws IOException {
            wrong("ASSAY-DATA-072", "products.csv", "id,name,sku,price\n1,,b,2");
        }

        @Test
        void a_file_of_no_entity() throws IOException {
            wrong("ASSAY-DATA-073", "produkts.csv", "id\n1");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "[{\"id\":1,\"nam\":\"a\"}]|069|line     1|column   10|nearest  name",
                    "[{\"id\":1,\\n  \"name\":\"a\",\"parent_id\":\"x\"}]|070|line     2|column   26|value    x",
                    "[{\"id\":1,\\n  \"name\":[\"a\"]}]|070|line     2|column   10|value    [a]",
                    "[{\"id\":1,\\n  \"name\":{}}]|071|line    2|column  10|no object",
                    "[{\"id\":1,\\n  ]|071|line    2|column  3|Unexpected character",
                    "[1]|071|line    1|column  2|rows are objects",
                    "[{\"id\":1}]|072|line     1|column   2|Category.name",
                    "{\"category\":[],\\n\"categroy\":[]}|073|line     2|column   1|nearest  Category"
                })
        void json_is_said_where_it_stands(String json, String code, String line, String column, String more)
                throws IOException {
            Path file = file("category.json", json.replace("\\n", "\n"));
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> fixtures().json(file))
                    .withMessageContaining("ASSAY-DATA-" + code)
                    .withMessageContaining(line + "\n")
                    .withMessageContaining(column + "\n")
                    .withMessageContaining(more);
        }

        @Test
        void an_enums_constant_that_there_is_not() throws IOException {
            Path csv = file("customer.csv", "id,status\n1,ACTVE");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> fixtures().csv(csv))
                    .withMessageContaining("ASSAY-DATA-070")
                    .withMessageContaining("one of [ACTIVE, INACTIVE, SUSPENDED]");
        }

        @Test
        void a_file_that_is_not_there_or_is_not_csv() throws IOException {
            Path open = file("product.csv", "id,name\n1,\"a\"b");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> fixtures().csv(open))
                    .withMessageContaining("ASSAY-DATA-071")
                    .withMessageContaining("line  2");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> fixtures().csv(folder.resolve("customer.csv")))
                    .withMessageContaining("there is no such file");
            Path twice = file("category.csv", "id,name,NAME\n1,a,b");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> fixtures().csv(twice))
                    .withMessageContaining("column 2 is of the same field");
        }
    }
}
