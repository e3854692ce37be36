package dev.assay.junit.internal;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.load.Format;
import dev.assay.data.load.Load;
import dev.assay.data.schema.SchemaWriter;
import dev.assay.junit.Database;
import dev.assay.junit.Scenario;
import dev.assay.sql.tier.Content;
import java.io.OutputStream;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What is in a test's database before the test begins: migrations, and the rows of its scenario. */
record DatabaseContent(ExtensionContext context, Database database) {
    /**
     * Returns it.
     *
     * @throws DiagnosisException ASSAY-JUNIT-017 if the migrations cannot be made, ASSAY-JUNIT-019 if it is not clear whose
     *     rows are meant, and what {@link Supply#rows} throws
     */
    Content get() {
        Optional<Content> migrated = SharedDatabases.migrated(database.migrations());
        Optional<Dataset> rows = database.name().isEmpty() ? rows() : Optional.empty();
        if (rows.isEmpty()) {
            return migrated.orElse(Content.EMPTY);
        }
        Dataset dataset = rows.get();
        String key = dataset + ", "
                + dataset.kept(Fingerprint.class, Fingerprint::of).text();
        return migrated.orElseGet(() -> tables(dataset.model()))
                .rows(key, to -> Load.of(dataset).into(to));
    }

    /** Returns the tables of a model, where there is nothing that makes the application's. */
    private static Content tables(Model model) {
        SchemaWriter tables = SchemaWriter.of(model);
        return Content.EMPTY.with(
                "tables "
                        + Fingerprint.of(String.join(";", tables.statements())).text(),
                tables::into);
    }

    private Optional<Dataset> rows() {
        return scenario().map(scenario -> new Supply(context).rows(scenario, Aftermath.name(context)));
    }

    /** Returns the scenario that the nearest place asks for: the test itself, its parameters, its class, the class's fields. */
    private Optional<Scenario> scenario() {
        for (Optional<ExtensionContext> each = Optional.of(context);
                each.isPresent();
                each = each.get().getParent()) {
            Optional<Scenario> found = each.get().getTestMethod().isPresent()
                    ? ofMethod(each.get().getRequiredTestMethod())
                    : each.get().getTestClass().flatMap(this::ofClass);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Scenario> ofMethod(Method method) {
        return said(method).or(() -> only(List.<AnnotatedElement>of(method.getParameters())));
    }

    private Optional<Scenario> ofClass(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            fields.addAll(List.of(each.getDeclaredFields()));
        }
        return said(type).or(() -> only(fields));
    }

    private static Optional<Scenario> said(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, Scenario.class);
    }

    private Optional<Scenario> only(List<? extends AnnotatedElement> elements) {
        Set<Scenario> found = new LinkedHashSet<>();
        elements.forEach(element -> said(element).ifPresent(found::add));
        if (found.stream().map(DatabaseContent::rowsOf).distinct().count() > 1) {
            throw Diagnosis.of("ASSAY-JUNIT-019", "a test's database could have the rows of several scenarios.")
                    .with("test", Aftermath.name(context))
                    .with(
                            "scenarios",
                            String.join(
                                    ", ", found.stream().map(Scenario::value).toList()))
                    .because("it has those of one")
                    .toFix("@Scenario on the test method, which says which one")
                    .exception();
        }
        return found.stream().findFirst();
    }

    /** Returns what tells rows apart; for how long a store lives makes no difference to them. */
    private static List<Object> rowsOf(Scenario scenario) {
        return List.of(scenario.value(), scenario.catalogue(), scenario.seed(), scenario.asOf());
    }

    /**
     * What tells rows from others, whose catalogue was changed meanwhile.
     *
     * @param text a hash of all of them
     */
    private record Fingerprint(String text) {
        static Fingerprint of(Dataset dataset) {
            MessageDigest digest = sha256();
            OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
            for (Entity entity : dataset.model().entities()) {
                Load.of(dataset).into(out, entity.name(), Format.CSV);
            }
            return of(digest);
        }

        static Fingerprint of(String text) {
            MessageDigest digest = sha256();
            digest.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return of(digest);
        }

        private static Fingerprint of(MessageDigest digest) {
            return new Fingerprint(HexFormat.of().formatHex(digest.digest(), 0, 10));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }
}
