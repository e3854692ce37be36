package dev.assay.spring.internal;

import dev.assay.core.DiagnosisException;
import dev.assay.core.ownership.Owner;
import dev.assay.core.ownership.OwnerContext;
import dev.assay.junit.TestOwnership;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has the thread that answers a request belong to the test that sent it, until it is answered. */
final class OwnerFilter extends OncePerRequestFilter implements Ordered {
    /** Gone, as HTTP has it. */
    private static final int GONE = 410;

    /** Before all others, which may ask a database. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = request.getHeader(Owner.HEADER);
        if (token == null) {
            chain.doFilter(request, response);
            return;
        }
        OwnerContext.@Nullable Entered entered = enter(token);
        if (entered == null) {
            refuse(request, token, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            entered.close();
        }
    }

    private static OwnerContext.@Nullable Entered enter(String token) {
        try {
            return TestOwnership.get().owner(token).enter();
        } catch (DiagnosisException e) {
            // It has ended, be it between the two.
            return null;
        }
    }

    private static void refuse(HttpServletRequest request, String token, HttpServletResponse response)
            throws IOException {
        String told = RefusedRequest.answer(request.getMethod() + " " + request.getRequestURI(), token);
        response.setStatus(GONE);
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(told);
    }

    /** The second half of an answer that is given later is for the same test. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
