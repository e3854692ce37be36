package dev.assay.spring.boot4;

import dev.assay.spring.Slice;
import dev.assay.spring.shop.ShopApplication;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.test.context.ContextConfiguration;

@JdbcTest
@ContextConfiguration(classes = ShopApplication.class)
class JdbcSliceTest extends Slice {
    JdbcSliceTest() {
        super("PostgreSQL");
    }
}
