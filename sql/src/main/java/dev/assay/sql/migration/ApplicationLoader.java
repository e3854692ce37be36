package dev.assay.sql.migration;

import java.util.Objects;

/** Where an application's resources are. */
final class ApplicationLoader {
    private ApplicationLoader() {}

    static ClassLoader get() {
        return Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), Migrations.class.getClassLoader());
    }
}
