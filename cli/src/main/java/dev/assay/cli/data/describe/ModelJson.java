package dev.assay.cli.data.describe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A description as JSON. */
public final class ModelJson {
    private ModelJson() {}

    /** Returns the document. */
    public static String json(Description model) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            to.writeStartObject();
            to.writeStringField("model", model.title());
            for (Map.Entry<String, String> fact : model.facts().entrySet()) {
                to.writeStringField(fact.getKey().equals("as of") ? "asOf" : fact.getKey(), fact.getValue());
            }
            to.writeArrayFieldStart("entities");
            for (EntityCard entity : model.entities()) {
                entity(entity, to);
            }
            to.writeEndArray();
            to.writeArrayFieldStart("relations");
            for (Link link : model.links()) {
                link(link, to);
            }
            to.writeEndArray();
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void entity(EntityCard entity, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("name", entity.name());
        to.writeStringField("table", entity.table());
        if (entity.rows() >= 0) {
            to.writeNumberField("rows", entity.rows());
        }
        to.writeArrayFieldStart("fields");
        for (FieldLine field : entity.fields()) {
            to.writeStartObject();
            to.writeStringField("name", field.name());
            to.writeStringField("column", field.column());
            to.writeStringField("type", field.type());
            to.writeBooleanField("nullable", field.nullable());
            to.writeBooleanField("key", field.key());
            to.writeBooleanField("unique", field.unique());
            said("parent", field.parent(), to);
            said("holds", field.holds(), to);
            said("sample", field.sample(), to);
            to.writeEndObject();
        }
        to.writeEndArray();
        strings("keeps", entity.keeps(), to);
        to.writeArrayFieldStart("calculations");
        for (EntityCard.CalculationLine each : entity.calculations()) {
            to.writeStartObject();
            to.writeStringField("name", each.name());
            to.writeStringField("type", each.type());
            said("sample", each.sample(), to);
            to.writeEndObject();
        }
        to.writeEndArray();
        to.writeEndObject();
    }

    private static void link(Link link, JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("name", link.name());
        to.writeStringField("child", link.child());
        strings("fields", link.fields(), to);
        to.writeStringField("parent", link.parent());
        to.writeStringField("children", link.children());
        to.writeStringField("parents", link.parents());
        if (link.skew() != 0) {
            to.writeNumberField("skew", link.skew());
        }
        to.writeEndObject();
    }

    private static void strings(String name, List<String> values, JsonGenerator to) throws IOException {
        to.writeArrayFieldStart(name);
        for (String value : values) {
            to.writeString(value);
        }
        to.writeEndArray();
    }

    /** Leaves out what is not there. */
    private static void said(String name, String value, JsonGenerator to) throws IOException {
        if (!value.isEmpty()) {
            to.writeStringField(name, value);
        }
    }
}
