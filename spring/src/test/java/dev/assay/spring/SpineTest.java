package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.spring.shop.Registration;
import dev.assay.spring.shop.ShopApplication;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** One test dependency, no configuration: the application's data source joins, and each test begins with what migrations left. */
@SpringBootTest(classes = ShopApplication.class)
class SpineTest {
    @Autowired
    Registration registration;

    @RepeatedTest(8)
    void what_a_test_commits_is_gone_with_it() {
        registration.register("Mary");
        assertThat(registration.names()).containsExactly("Ada", "Grace", "Mary");
    }

    @Test
    void what_a_test_commits_is_gone_with_it_whatever_contexts_end_below_the_applications(
            @Autowired ConfigurableApplicationContext context) {
        try (GenericApplicationContext below = new GenericApplicationContext(context)) {
            below.refresh();
        }
        registration.register("Joan");
        assertThat(registration.names()).containsExactly("Ada", "Grace", "Joan");
    }

    @Test
    void what_the_application_wrote_at_its_start_is_there() {
        assertThat(registration.names()).containsExactly("Ada", "Grace");
    }
}
