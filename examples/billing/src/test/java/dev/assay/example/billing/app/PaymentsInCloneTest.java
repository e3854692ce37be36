package dev.assay.example.billing.app;

import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import dev.assay.sql.Tier;
import org.springframework.boot.test.context.SpringBootTest;

/** In a database of each test's own, with real commits. */
@Scenario
@Database(tier = Tier.CLONE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class PaymentsInCloneTest extends PaymentsContract {}
