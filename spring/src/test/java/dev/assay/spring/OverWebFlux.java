package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.ownership.Owner;
import dev.assay.junit.TestOwnership;
import dev.assay.spring.shop.Registration;
import dev.assay.spring.shop.ShopApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A server of Spring WebFlux, which answers a request on as many threads as it likes. */
@SpringBootTest(
        classes = {ShopApplication.class, OverWebFlux.Reactive.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.main.web-application-type=reactive")
public abstract class OverWebFlux {
    @TestConfiguration
    @RestController
    static class Reactive {
        @Autowired
        Registration registration;

        /** Asks the database on another thread than the one that the request came in on. */
        @GetMapping("/customers/elsewhere")
        Mono<List<String>> elsewhere() {
            return Mono.fromCallable(registration::names).subscribeOn(Schedulers.boundedElastic());
        }
    }

    @Autowired
    WebTestClient client;

    @Autowired
    Registration registration;

    @LocalServerPort
    int port;

    private String get(String path) {
        return String.valueOf(client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }

    @RepeatedTest(8)
    void each_test_sees_what_it_sent_and_no_other_test_does() {
        String own = UUID.randomUUID().toString();
        client.post().uri("/customers/{name}", own).exchange().expectStatus().isOk();
        registration.register("Zoe " + own);
        assertThat(List.of(get("/customers").replaceAll("[\\[\\]\"]", "").split(",")))
                .containsExactlyInAnyOrder("Ada", "Grace", own, "Zoe " + own);
    }

    @RepeatedTest(4)
    void whatever_thread_answers_belongs_to_the_test() {
        String own = UUID.randomUUID().toString();
        registration.register(own);
        assertThat(get("/customers/elsewhere")).contains("Ada", "Grace", own);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder customers() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/customers"));
    }

    @Test
    void a_request_with_no_token_is_told_that_its_thread_belongs_to_nobody() throws Exception {
        assertThat(send(customers()).statusCode()).isEqualTo(500);
    }

    @Test
    void a_token_of_no_test_is_told_so() throws Exception {
        Owner ended = TestOwnership.get().begin("an earlier test");
        ended.close();
        HttpResponse<String> answer = send(customers().header(Owner.HEADER, ended.token()));
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain;charset=UTF-8");
        assertThat(answer.body()).startsWith("ASSAY-SPRING-001");
    }
}
