package dev.assay.example.billing;

import static dev.assay.example.billing.CustomersTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.data.Row;
import dev.assay.data.store.Args;
import dev.assay.example.billing.CustomerAddress.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerAddressesTest {
    private final Given given = new Given();
    private final Row ada = given.customer();
    private final Row home = given.address(ada, "primary", true);

    @Test
    void are_written_in_one_line() {
        assertThat(home.get("formattedAddress")).isEqualTo("12 Main Street, Springfield, IL 62701, US");
        assertThat(given.address(ada, "street2", "Apt. 4").get("formattedAddress"))
                .isEqualTo("12 Main Street, Apt. 4, Springfield, IL 62701, US");
        assertThat(home.get("shortAddress")).isEqualTo("Springfield, IL");
    }

    @ParameterizedTest
    @CsvSource({
        "NY, NORTHEAST",
        "new york, NORTHEAST",
        "IL, MIDWEST",
        "Ohio, MIDWEST",
        "tx, SOUTH",
        "West Virginia, SOUTH",
        "CA, WEST",
        "Hawaii, WEST",
        "Bavaria, OTHER"
    })
    void are_in_a_region_by_code_or_name_of_the_state(String state, Region region) {
        assertThat(given.address(ada, "state", state).get("region")).isEqualTo(region);
    }

    @Test
    void are_read_by_what_they_are() {
        Row office = given.address(ada, "addressType", Type.SHIPPING, "state", "CA");
        assertThat(given.store.read(CustomerAddress.class, "primary").rows()).containsExactly(home);
        assertThat(given.store
                        .read(CustomerAddress.class, "byType", Args.of("type", Type.SHIPPING))
                        .rows())
                .containsExactly(office);
        assertThat(given.store
                        .read(CustomerAddress.class, "byState", Args.of("state", "IL"))
                        .rows())
                .containsExactly(home);
    }

    @Test
    void have_a_new_primary_one_in_place_of_the_old() {
        Row office = given.address(ada, "active", false);
        Row other = given.address(given.customer(), "primary", true);
        Row now = given.store.update(office, "setPrimary", Args.none());
        assertThat(now.get("primary")).isEqualTo(true);
        assertThat(now.get("active")).isEqualTo(true);
        assertThat(given.now(home).get("primary")).isEqualTo(false);
        assertThat(given.now(other).get("primary")).isEqualTo(true);
    }

    @Test
    void are_deactivated_unless_they_are_primary() {
        assertThat(given.store
                        .update(given.address(ada), "deactivate", Args.none())
                        .get("active"))
                .isEqualTo(false);
        refused("ASSAY-DATA-046", () -> given.store.update(home, "deactivate", Args.none()));
    }

    @Test
    void cannot_be_primary_twice() {
        refused("ASSAY-DATA-042", () -> given.address(ada, "primary", true));
    }

    @Test
    void keep_what_the_record_says() {
        refused("ASSAY-DATA-041", () -> given.address(ada, "street", ""));
        refused("ASSAY-DATA-041", () -> given.address(ada, "postalCode", "1".repeat(21)));
        refused("ASSAY-DATA-044", () -> given.address(ada, "customerId", 99L));
        refused("ASSAY-DATA-046", () -> given.address(given.customer(), "primary", true, "active", false));
    }
}
