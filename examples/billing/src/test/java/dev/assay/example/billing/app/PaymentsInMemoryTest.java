package dev.assay.example.billing.app;

import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import dev.assay.sql.Tier;
import org.springframework.boot.test.context.SpringBootTest;

/** In a database in memory, in milliseconds. */
@Scenario
@Database(tier = Tier.MEMORY)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class PaymentsInMemoryTest extends PaymentsContract {}
