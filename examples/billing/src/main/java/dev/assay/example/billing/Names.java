package dev.assay.example.billing;

import dev.assay.data.Row;

/** What names keep. */
final class Names {
    private Names() {}

    static boolean isNotBlank(Row named) {
        return !named.get("name", String.class).isBlank();
    }
}
