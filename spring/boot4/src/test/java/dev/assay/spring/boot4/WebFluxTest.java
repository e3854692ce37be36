package dev.assay.spring.boot4;

import dev.assay.spring.OverWebFlux;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;

@AutoConfigureWebTestClient
class WebFluxTest extends OverWebFlux {}
