package dev.assay.example.billing;

import dev.assay.data.Unique;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A shelf of the catalogue: always the same five.
 *
 * @param sortOrder where it stands among the others, from 1
 */
public record ProductCategory(
        long id,
        @NotBlank @Size(max = 100) @Unique String name,
        @Nullable @Size(max = 500) String description,
        boolean active,
        @Min(0) int sortOrder,
        LocalDateTime createdAt) {}
