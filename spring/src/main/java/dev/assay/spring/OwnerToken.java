package dev.assay.spring;

import dev.assay.core.ownership.Owner;
import dev.assay.junit.TestOwnership;
import java.util.Optional;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/**
 * Has requests carry the token of the test that sends them, in the header {@link Owner#HEADER}, so that the application's
 * threads that answer them belong to that test.
 *
 * <p>Clients that are beans, or are made by builders that are beans, do so already; this is for those that a test makes by
 * itself. A request of a thread that belongs to no test is sent as it is. Thread-safe.
 *
 * @since 0.1
 */
public final class OwnerToken {
    private OwnerToken() {}

    /** Returns what {@code RestClient} and {@code RestTemplate} take. */
    public static ClientHttpRequestInterceptor interceptor() {
        return (request, body, next) -> {
            current().ifPresent(token -> request.getHeaders().set(Owner.HEADER, token));
            return next.execute(request, body);
        };
    }

    /** Returns what {@code WebClient} and {@code WebTestClient} take. */
    public static ExchangeFilterFunction filter() {
        return (request, next) -> next.exchange(current()
                .map(token -> ClientRequest.from(request)
                        .headers(headers -> headers.set(Owner.HEADER, token))
                        .build())
                .orElse(request));
    }

    /** Returns the token of the test that this thread belongs to. */
    static Optional<String> current() {
        return TestOwnership.get().find().map(Owner::token);
    }
}
