package dev.assay.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which data sources of one name are one database. */
class DatabaseNamesTest {
    private final DatabaseNames names = new DatabaseNames();

    private String of(String url, boolean reads) {
        Address address = new Address(url, "url", "");
        return names.of(address, reads || address.reads());
    }

    @Test
    void one_server_is_one_database_however_it_is_written() {
        assertThat(of("jdbc:postgresql://A.example:5432/shop", false)).isEqualTo("shop");
        assertThat(of("jdbc:postgresql://b.example:1,a.example/shop?ssl=true", false))
                .isEqualTo("shop");
        assertThat(of("jdbc:postgresql://b.example:1/shop", false)).isEqualTo("shop");
    }

    @Test
    void one_that_only_reads_is_the_one_that_is_written_to() {
        assertThat(of("jdbc:postgresql://replica.example/shop", true)).isEqualTo("shop");
        assertThat(of("jdbc:postgresql://primary.example/shop", false)).isEqualTo("shop");
        assertThat(of("jdbc:postgresql://other.example/shop?targetServerType=preferSecondary", false))
                .isEqualTo("shop");
    }

    @Test
    void two_servers_that_are_written_to_are_two_databases() {
        assertThat(of("jdbc:postgresql://orders.example/app", false)).isEqualTo("app");
        assertThat(of("jdbc:postgresql://bills.example/app", false)).isEqualTo("app at bills.example:5432");
        assertThat(of("jdbc:postgresql://bills.example/app", true)).isEqualTo("app at bills.example:5432");
        assertThat(of("jdbc:postgresql://localhost:32768/test", false)).isEqualTo("test");
        assertThat(of("jdbc:postgresql://localhost:32769/test", false)).isEqualTo("test at localhost:32769");
    }

    @Test
    void an_address_without_a_server_is_on_this_machine() {
        assertThat(of("jdbc:postgresql:shop", false)).isEqualTo("shop");
        assertThat(of("jdbc:postgresql://localhost:5432/shop", false)).isEqualTo("shop");
        assertThat(of("jdbc:tc:postgresql:16:///shop", false)).isEqualTo("shop");
    }
}
