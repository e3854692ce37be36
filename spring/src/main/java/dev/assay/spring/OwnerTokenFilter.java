package dev.assay.spring;

import dev.assay.core.ownership.Owner;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/**
 * Has REST Assured's requests carry the token of the test that sends them: {@code given().filter(new OwnerTokenFilter())},
 * or {@code RestAssured.filters(new OwnerTokenFilter())} for all of them. Thread-safe.
 *
 * @since 0.1
 */
public final class OwnerTokenFilter implements Filter {
    /** Creates one; one is enough for all requests. */
    public OwnerTokenFilter() {}

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification response, FilterContext next) {
        OwnerToken.current().ifPresent(token -> request.replaceHeader(Owner.HEADER, token));
        return next.next(request, response);
    }
}
