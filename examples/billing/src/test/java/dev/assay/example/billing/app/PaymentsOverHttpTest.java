package dev.assay.example.billing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.data.Dataset;
import dev.assay.example.billing.Invoice;
import dev.assay.junit.Scenario;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * The whole application over real HTTP, its tests all at once: each pays the same invoices, and none sees another's
 * payments. The small scenario's rows are there for all.
 */
@Scenario
@Execution(ExecutionMode.CONCURRENT)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PaymentsOverHttpTest {
    @Autowired
    RestClient.Builder clients;

    @LocalServerPort
    int port;

    RestClient client;

    @BeforeEach
    void connect() {
        client = clients.baseUrl("http://127.0.0.1:" + port).build();
    }

    /** What these tests read of an invoice. */
    record Overdue(long id) {}

    private List<Overdue> overdue(Dataset billing) {
        return List.of(Objects.requireNonNull(client.get()
                .uri("/invoices/overdue?before={day}", billing.asOf())
                .retrieve()
                .body(Overdue[].class)));
    }

    private void pay(long invoice) {
        client.post().uri("/invoices/{id}/payment", invoice).retrieve().toBodilessEntity();
    }

    private static boolean isOwed(Invoice invoice) {
        return invoice.status() == Invoice.Status.SENT || invoice.status() == Invoice.Status.OVERDUE;
    }

    @Test
    void what_is_overdue_is_what_the_scenario_has(@Scenario Dataset billing) {
        LocalDate today = billing.asOf();
        assertThat(overdue(billing))
                .hasSize((int) billing.list(Invoice.class).stream()
                        .filter(invoice -> isOwed(invoice) && invoice.dueDate().isBefore(today))
                        .count())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void what_is_paid_is_not_overdue_for_the_test_that_paid(int first, @Scenario Dataset billing) {
        List<Overdue> before = overdue(billing);
        Overdue paid = before.get(first % before.size());
        pay(paid.id());
        assertThat(overdue(billing)).hasSize(before.size() - 1).doesNotContain(paid);
    }

    @Test
    void nobody_pays_twice(@Scenario Dataset billing) {
        long invoice = overdue(billing).get(0).id();
        pay(invoice);
        assertThatThrownBy(() -> pay(invoice)).isInstanceOf(HttpClientErrorException.Conflict.class);
    }

    @Test
    void a_customer_owes_nothing_when_all_is_paid(@Scenario Dataset billing) {
        long customer = billing.list(Invoice.class).stream()
                .filter(PaymentsOverHttpTest::isOwed)
                .findFirst()
                .orElseThrow()
                .customerId();
        billing.list(Invoice.class).stream()
                .filter(invoice -> invoice.customerId() == customer && isOwed(invoice))
                .forEach(invoice -> pay(invoice.id()));
        assertThat(client.get().uri("/customers/{id}/owed", customer).retrieve().body(BigDecimal.class))
                .isZero();
    }

    @Test
    void an_invoice_that_there_is_not_is_not_found() {
        assertThatThrownBy(() -> pay(4_711)).isInstanceOf(HttpClientErrorException.NotFound.class);
    }
}
