package shop;

import dev.assay.data.Unique;

public record Customer(
        long id, String firstName, String lastName, @Unique String email) {}
