package dev.assay.spring.boot3;

import dev.assay.spring.OverWebFlux;

class WebFluxTest extends OverWebFlux {}
