package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.migration.Migrations;
import dev.assay.sql.server.PostgresServer;
import dev.assay.sql.server.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What is in a database before a test begins: layers, each put on the one before.
 *
 * <p>Databases of equal keys are taken for equal. Immutable.
 *
 * @param layers what is put in, in this order
 * @since 0.1
 */
public record Content(List<Layer> layers) {
    /** Nothing. */
    public static final Content EMPTY = new Content(List.of());

    /**
     * A part of it, such as migrations or a scenario's rows.
     *
     * @param key what identifies it, such as a hash of scripts
     * @param setup puts it in
     * @param rows whether it fills tables and does nothing else, so that it can be put in again when they were cleared
     */
    public record Layer(String key, Template.Setup setup, boolean rows) {
        /** Puts it into a database that has what is below it. */
        void into(DataSource database) {
            try {
                setup.run(database);
            } catch (DiagnosisException e) {
                throw e;
            } catch (Exception e) {
                throw Diagnosis.of("ASSAY-SQL-058", "a database could not be set up.")
                        .with("layer", key)
                        .with("reason", String.valueOf(e.getMessage()))
                        .because("each test begins with what is put there")
                        .toFix("see the cause")
                        .exception(e);
            }
        }
    }

    /** Copies the layers. */
    public Content {
        layers = List.copyOf(layers);
    }

    /** Returns what migrations make of an empty database. */
    public static Content of(Migrations migrations) {
        return EMPTY.with(migrations.fingerprint(), migrations::migrate);
    }

    /** Returns the same with one more layer. */
    public Content with(String key, Template.Setup setup) {
        return with(new Layer(key, setup, false));
    }

    /** Returns the same with rows in its tables. */
    public Content rows(String key, Template.Setup setup) {
        return with(new Layer(key, setup, true));
    }

    private Content with(Layer layer) {
        List<Layer> more = new ArrayList<>(layers);
        more.add(layer);
        return new Content(more);
    }

    /** Returns what identifies it. */
    public String key() {
        return layers.isEmpty() ? "empty" : layers.stream().map(Layer::key).collect(Collectors.joining(" > "));
    }

    /**
     * Returns a template that has it.
     *
     * @throws DiagnosisException what a layer throws, ASSAY-SQL-058 if that is no diagnosis, ASSAY-SQL-033 if the server fails
     */
    public Template on(PostgresServer server) {
        try {
            if (layers.isEmpty()) {
                return server.template(key(), database -> {});
            }
            Template template = server.template(layers.get(0).key(), layers.get(0)::into);
            for (Layer layer : layers.subList(1, layers.size())) {
                template = template.layer(layer.key(), layer::into);
            }
            return template;
        } catch (DiagnosisException e) {
            // What a layer says of itself says more than that a template failed.
            throw e.getCause() instanceof DiagnosisException said ? said : e;
        }
    }

    /**
     * Puts it into an empty database.
     *
     * @throws DiagnosisException what a layer throws, or ASSAY-SQL-058 if it throws something else
     */
    public void into(DataSource database) {
        for (Layer layer : layers) {
            layer.into(database);
        }
    }

    @Override
    public String toString() {
        return key();
    }
}
