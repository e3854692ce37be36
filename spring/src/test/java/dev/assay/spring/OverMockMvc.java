package dev.assay.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.assay.core.ownership.Owner;
import dev.assay.junit.TestOwnership;
import dev.assay.spring.shop.Registration;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Requests without a server, on the test's own thread, through the filters that Spring Boot puts before it. */
public abstract class OverMockMvc {
    @Autowired
    MockMvc mvc;

    @Autowired
    Registration registration;

    @RepeatedTest(3)
    void what_a_request_commits_is_the_tests_and_gone_with_it() throws Exception {
        String own = UUID.randomUUID().toString();
        registration.register("Zoe " + own);
        mvc.perform(post("/customers/Joan " + own)).andReturn();
        assertThat(mvc.perform(get("/customers")).andReturn().getResponse().getContentAsString())
                .isEqualTo("[\"Ada\",\"Grace\",\"Joan %s\",\"Zoe %s\"]", own, own);
    }

    @Test
    void a_token_of_no_test_is_told_so() throws Exception {
        Owner ended = TestOwnership.get().begin("an earlier test");
        ended.close();
        MockHttpServletResponse answer = mvc.perform(get("/customers").header(Owner.HEADER, ended.token()))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(410);
        assertThat(answer.getContentAsString()).startsWith("ASSAY-SPRING-001");
    }
}
