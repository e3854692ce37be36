package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.Ownership;
import dev.assay.junit.TestOwnership;
import dev.assay.spring.shop.Registration;
import dev.assay.spring.shop.ShopApplication;
import io.restassured.RestAssured;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.ClassUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

/** Tests over real HTTP run at the same time in one context; what a request does belongs to the test that sent it. */
@SpringBootTest(classes = ShopApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HttpTest {
    @LocalServerPort
    int port;

    @Autowired
    Registration registration;

    @Autowired
    ApplicationContext context;

    @Autowired
    RestClient.Builder restClients;

    private String at(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private HttpResponse<String> get(HttpClient client, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(at("/customers")));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @RepeatedTest(16)
    void each_test_sees_what_it_sent_and_no_other_test_does() {
        RestClient client = restClients.baseUrl(at("")).build();
        // The same unique name in each, and one of the own.
        String own = UUID.randomUUID().toString();
        client.post().uri("/customers/{name}", own).retrieve().toBodilessEntity();
        registration.register("Zoe " + own);
        assertThat(client.get().uri("/customers").retrieve().body(String[].class))
                .containsExactlyInAnyOrder("Ada", "Grace", own, "Zoe " + own);
    }

    @Test
    void an_answer_that_is_given_later_is_for_the_same_test() {
        registration.register("Later");
        RestClient client = restClients.baseUrl(at("")).build();
        assertThat(client.get().uri("/customers/later").retrieve().body(String[].class))
                .containsExactly("Ada", "Grace", "Later");
    }

    @Test
    void a_client_of_the_jdk_is_carried() throws Exception {
        registration.register("Jdk");
        HttpClient client = TestOwnership.get().carry(HttpClient.newHttpClient());
        assertThat(get(client, Map.of()).body()).isEqualTo("[\"Ada\",\"Grace\",\"Jdk\"]");
    }

    @Test
    void web_test_client_is_carried() {
        registration.register("WebTestClient");
        WebTestClient client = bean(WebTestClient.bindToServer().baseUrl(at("")).build());
        client.get()
                .uri("/customers")
                .exchange()
                .expectBodyList(String.class)
                .value(names -> assertThat(names.get(0)).contains("WebTestClient"));
    }

    @Test
    void web_client_is_carried() {
        registration.register("WebClient");
        WebClient client = bean(WebClient.builder()).build();
        assertThat(client.get()
                        .uri(at("/customers"))
                        .retrieve()
                        .bodyToMono(String.class)
                        .block())
                .contains("WebClient");
    }

    @Test
    void rest_template_is_carried() {
        registration.register("RestTemplate");
        RestTemplate template = bean(new RestTemplate());
        assertThat(template.getForObject(at("/customers"), String.class)).contains("RestTemplate");
    }

    @Test
    void test_rest_template_is_carried() throws Exception {
        registration.register("TestRestTemplate");
        Constructor<?> constructor = Arrays.stream(either(
                                "org.springframework.boot.test.web.client.TestRestTemplate",
                                "org.springframework.boot.resttestclient.TestRestTemplate")
                        .getConstructors())
                .filter(each -> each.getParameterCount() == 1 && each.isVarArgs())
                .findFirst()
                .orElseThrow();
        Object client = bean(
                constructor.newInstance(Array.newInstance(constructor.getParameterTypes()[0].getComponentType(), 0)));
        RestTemplate template =
                (RestTemplate) client.getClass().getMethod("getRestTemplate").invoke(client);
        assertThat(template.getForObject(at("/customers"), String.class)).contains("TestRestTemplate");
    }

    @Test
    void a_builder_of_rest_templates_is_carried() throws Exception {
        registration.register("RestTemplateBuilder");
        Object builder = context.getBean(either(
                "org.springframework.boot.web.client.RestTemplateBuilder",
                "org.springframework.boot.restclient.RestTemplateBuilder"));
        RestTemplate template =
                (RestTemplate) builder.getClass().getMethod("build").invoke(builder);
        assertThat(template.getForObject(at("/customers"), String.class)).contains("RestTemplateBuilder");
    }

    /** Returns a type by its name in Spring Boot 3, or in 4. */
    private static Class<?> either(String three, String four) throws ClassNotFoundException {
        return ClassUtils.isPresent(three, null) ? Class.forName(three) : Class.forName(four);
    }

    /** Returns what a bean would be. */
    @SuppressWarnings("unchecked")
    private <T> T bean(T made) {
        return (T) context.getAutowireCapableBeanFactory().initializeBean(made, "made");
    }

    @Test
    void rest_assured_is_carried() {
        registration.register("RestAssured");
        List<String> names = RestAssured.given()
                .filter(new OwnerTokenFilter())
                .get(at("/customers"))
                .jsonPath()
                .getList("");
        assertThat(names).contains("RestAssured");
    }

    @Test
    void mock_mvc_is_on_the_tests_own_thread_and_what_it_dispatches_belongs_to_the_test() throws Exception {
        registration.register("MockMvc");
        MockMvc mvc = MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
                .build();
        MvcResult later =
                mvc.perform(MockMvcRequestBuilders.get("/customers/later")).andReturn();
        assertThat(later.getAsyncResult()).isEqualTo(List.of("Ada", "Grace", "MockMvc"));
    }

    @Test
    void a_request_with_no_token_is_told_that_its_thread_belongs_to_nobody() throws Exception {
        HttpResponse<String> answer = get(HttpClient.newHttpClient(), Map.of());
        assertThat(answer.statusCode()).isEqualTo(500);
    }

    @Test
    void a_token_of_no_test_is_told_so() throws Exception {
        Owner ended = TestOwnership.get().begin("an earlier test");
        ended.close();
        HttpResponse<String> answer = get(HttpClient.newHttpClient(), Map.of(Owner.HEADER, ended.token()));
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body())
                .startsWith("ASSAY-SPRING-001: a request carries the token of no test that runs.\n"
                        + "  request  GET /customers\n  token    " + ended.token() + "\n");
        assertThat(TestOwnership.get().mode()).isEqualTo(Ownership.Mode.MANUAL);
    }
}
