package dev.assay.example.billing.app;

import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import dev.assay.sql.Tier;
import dev.assay.sql.server.PostgresServer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** In whichever database the environment names, which has what migrations and scenario wrote, and nothing of a test. */
@Scenario
@Database(tier = Tier.EXTERNAL)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class PaymentsInExternalTest extends PaymentsContract {
    /** Stands for an environment that names one. */
    @DynamicPropertySource
    static void environment(DynamicPropertyRegistry properties) {
        String url = PostgresServer.shared()
                .template("an empty database", database -> {})
                .open()
                .url();
        properties.add("spring.datasource.url", () -> url);
    }
}
