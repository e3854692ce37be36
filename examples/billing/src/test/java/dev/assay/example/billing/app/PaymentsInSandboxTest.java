package dev.assay.example.billing.app;

import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import dev.assay.sql.Tier;
import org.springframework.boot.test.context.SpringBootTest;

/** In a real PostgreSQL that all tests share, each of which is rolled back. */
@Scenario
@Database(tier = Tier.SANDBOX)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class PaymentsInSandboxTest extends PaymentsContract {}
