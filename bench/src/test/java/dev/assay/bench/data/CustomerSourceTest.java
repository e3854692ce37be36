package dev.assay.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CustomerSourceTest {
    @ParameterizedTest
    @EnumSource(CustomerSource.class)
    void each_contender_fills_all_fields_of_different_customers(CustomerSource source) {
        LongFunction<Customer> customers = source.open();

        Customer one = customers.apply(0);
        assertThat(one).hasNoNullFieldsOrProperties();
        assertThat(customers.apply(1)).isNotEqualTo(one);
    }
}
