package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has the thread that answers a request belong to the test that sent it, until it is answered. */
final class OwnerFilter extends OncePerRequestFilter implements Ordered {
    private static final System.Logger LOG = System.getLogger("dev.assay.spring");

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
        String told = noTest(request.getMethod() + " " + request.getRequestURI(), token)
                .render();
        LOG.log(System.Logger.Level.WARNING, told);
        response.setStatus(GONE);
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(told);
    }

    static Diagnosis noTest(String request, String token) {
        String owners =
                TestOwnership.get().owners().stream().limit(5).map(Owner::name).collect(Collectors.joining("\n"));
        return Diagnosis.of("ASSAY-SPRING-001", "a request carries the token of no test that runs.")
                .with("request", request)
                .with("token", token)
                .with("tests", owners.isEmpty() ? "none" : owners)
                .because("its test has ended, or is another JVM's; what it would write would be nobody's")
                .toFix("wait in the test for the answers to all that it sent")
                .toFix("no client that keeps the header of an earlier test: OwnerToken.interceptor() sets the own one");
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
