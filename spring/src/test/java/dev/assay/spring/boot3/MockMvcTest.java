package dev.assay.spring.boot3;

import dev.assay.spring.OverMockMvc;
import dev.assay.spring.shop.ShopApplication;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;

@AutoConfigureMockMvc
@SpringBootTest(classes = ShopApplication.class)
class MockMvcTest extends OverMockMvc {}
