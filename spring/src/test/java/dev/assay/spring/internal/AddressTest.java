package dev.assay.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configured address says of a database. */
class AddressTest {
    private static Address at(String url) {
        return new Address(url, "url", "");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db.example:5432/shop?ssl=true, true, shop",
        "'jdbc:postgresql://a.example:1,b.example:2/shop', true, shop",
        "jdbc:postgresql://db.example/, true, ''",
        "jdbc:postgresql:shop, true, shop",
        "jdbc:tc:postgresql:16:///shop, true, shop",
        "jdbc:h2:mem:shop, false, shop",
        "jdbc:mysql://db.example/shop, false, shop",
        "'', false, ''"
    })
    void names_a_database(String url, boolean postgres, String name) {
        assertThat(at(url).isPostgres()).isEqualTo(postgres);
        assertThat(at(url).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:mysql://db.example/shop, mysql",
        "jdbc:tc:mysql:8.4:///shop, mysql",
        "jdbc:otel:sqlserver://db.example;databaseName=shop, sqlserver",
        "jdbc:oracle:thin:@db.example:1521/shop, oracle",
        "jdbc:sqlite:/tmp/shop, sqlite",
        "jdbc:postgresql:oracle, ",
        "jdbc:h2:mem:sqlite, ",
        "jdbc:mariadb://db.example/mysql, ",
        "'', "
    })
    void names_a_product_that_has_no_sandbox(String url, @Nullable String product) {
        assertThat(at(url).unboxable()).isEqualTo(Optional.ofNullable(product));
    }

    @Test
    void keeps_what_is_not_about_the_server() {
        Address address = at("jdbc:postgresql://db/shop?sslmode=require&currentSchema=s&user=u&stringtype=unspecified");
        assertThat(address.parameters()).isEqualTo("&currentSchema=s&stringtype=unspecified");
        assertThat(address.schema()).contains("s");
    }
}
