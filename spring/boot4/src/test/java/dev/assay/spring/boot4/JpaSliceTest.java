package dev.assay.spring.boot4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.spring.Slice;
import dev.assay.spring.shop.CustomerRepository;
import dev.assay.spring.shop.ShopApplication;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.test.context.ContextConfiguration;

@DataJpaTest
@ContextConfiguration(classes = ShopApplication.class)
class JpaSliceTest extends Slice {
    @Autowired
    CustomerRepository customers;

    JpaSliceTest() {
        super("PostgreSQL");
    }

    @Test
    void repositories_have_it_too() {
        String own = "Joan " + UUID.randomUUID();
        jdbc.update("insert into customer (name) values (?)", own);
        assertThat(customers.findByName(own)).isPresent();
    }
}
