package dev.assay.report.page;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.assay.event.DatabaseUse;
import dev.assay.report.Databases;
import dev.assay.report.internal.SinglePage;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;

/** What tests did with databases, as the page's script reads it; times in microseconds. */
record DatabaseJson(Databases databases) {
    private static final int CLASSES = 1_000;

    void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("databases");
        json.writeArrayFieldStart("tiers");
        for (String tier : databases.tiers()) {
            json.writeString(SinglePage.carried(tier));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("effects");
        for (Map.Entry<DatabaseUse.Effect, Databases.OfEffect> effect :
                databases.effects().entrySet()) {
            json.writeStartArray();
            json.writeNumber(effect.getValue().tests());
            write(json, effect.getValue().use());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("classes");
        for (Databases.OfClass each : databases.classes().stream()
                .sorted(Comparator.comparingLong(
                                (Databases.OfClass one) -> one.use().nanos())
                        .reversed())
                .limit(CLASSES)
                .toList()) {
            json.writeStartArray();
            json.writeString(SinglePage.carried(each.className()));
            json.writeNumber(each.tests());
            write(json, each.use());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tests");
        for (Databases.OfTest each : databases.slowest()) {
            json.writeStartArray();
            json.writeString(SinglePage.carried(each.test().className()));
            json.writeString(SinglePage.carried(each.test().name()));
            write(json, each.use());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("fixtures");
        for (Databases.Fixture each : databases.fixtures()) {
            json.writeStartArray();
            json.writeString(SinglePage.carried(each.name()));
            json.writeNumber(each.times());
            json.writeNumber(each.nanos() / 1_000);
            json.writeNumber(each.longest() / 1_000);
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, DatabaseUse use) throws IOException {
        json.writeStartObject();
        json.writeStringField("tier", SinglePage.carried(use.tier()));
        json.writeStringField("effect", use.effect().name());
        json.writeNumberField("statements", use.statements());
        json.writeNumberField("read", use.rowsRead());
        json.writeNumberField("written", use.rowsWritten());
        json.writeNumberField("errors", use.errors());
        json.writeNumberField("micros", use.nanos() / 1_000);
        json.writeNumberField("connections", use.connections());
        json.writeNumberField("waits", use.waits());
        json.writeNumberField("waited", (use.turnNanos() + use.poolNanos()) / 1_000);
        json.writeNumberField("held", use.heldNanos() / 1_000);
        json.writeEndObject();
    }
}
