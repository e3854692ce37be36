package dev.assay.spring.internal;

import dev.assay.core.DiagnosisException;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.junit.TestOwnership;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** What {@link OwnerFilter} is to servlets, to Spring WebFlux: the owner goes along in Reactor's context. */
final class OwnerWebFilter implements WebFilter, Ordered {
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String token = exchange.getRequest().getHeaders().getFirst(Owner.HEADER);
        if (token == null) {
            return chain.filter(exchange);
        }
        OwnerContext owner;
        try (OwnerContext.Entered entered = TestOwnership.get().owner(token).enter()) {
            owner = OwnerContext.capture();
        } catch (DiagnosisException e) {
            return refuse(exchange, token);
        }
        return chain.filter(exchange).contextWrite(context -> context.put(OwnerAccessor.KEY, owner));
    }

    private static Mono<Void> refuse(ServerWebExchange exchange, String token) {
        String told = RefusedRequest.answer(
                exchange.getRequest().getMethod() + " "
                        + exchange.getRequest().getURI().getPath(),
                token);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.GONE);
        response.getHeaders().setContentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
        return response.writeWith(Mono.just(response.bufferFactory().wrap(told.getBytes(StandardCharsets.UTF_8))));
    }
}
