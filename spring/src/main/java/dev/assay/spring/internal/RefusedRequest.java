package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.ownership.Owner;
import dev.assay.junit.TestOwnership;
import java.util.stream.Collectors;

/** A request that carries the token of no test, to a server of servlets or without them. */
final class RefusedRequest {
    private static final System.Logger LOG = System.getLogger("dev.assay.spring");

    private RefusedRequest() {}

    /** Returns the answer to a request of no test, which the log has as well. */
    static String answer(String request, String token) {
        String told = noTest(request, token).render();
        LOG.log(System.Logger.Level.WARNING, told);
        return told;
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
}
