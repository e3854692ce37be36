package dev.assay.spring.boot3;

import dev.assay.spring.Slice;
import dev.assay.spring.shop.ShopApplication;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.test.context.ContextConfiguration;

/** Who says so has a database in memory, in which nothing remains either. */
@JdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.ANY)
@ContextConfiguration(classes = ShopApplication.class)
class ReplacedSliceTest extends Slice {
    ReplacedSliceTest() {
        super("H2");
    }
}
