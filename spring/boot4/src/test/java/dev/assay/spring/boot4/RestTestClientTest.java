package dev.assay.spring.boot4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.spring.shop.Registration;
import dev.assay.spring.shop.ShopApplication;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureTestRestTemplate;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The clients that Spring Boot 4 gives tests of a server. */
@AutoConfigureRestTestClient
@AutoConfigureTestRestTemplate
@SpringBootTest(classes = ShopApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RestTestClientTest {
    @Autowired
    RestTestClient client;

    @Autowired
    TestRestTemplate template;

    @Autowired
    Registration registration;

    @RepeatedTest(8)
    void each_test_sees_what_it_sent_and_no_other_test_does() {
        String own = UUID.randomUUID().toString();
        client.post().uri("/customers/{name}", own).exchange().expectStatus().isOk();
        registration.register("Zoe " + own);
        String[] all = client.get()
                .uri("/customers")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String[].class)
                .returnResult()
                .getResponseBody();
        assertThat(all).containsExactlyInAnyOrder("Ada", "Grace", own, "Zoe " + own);
        assertThat(template.getForObject("/customers", String[].class)).isEqualTo(all);
    }
}
