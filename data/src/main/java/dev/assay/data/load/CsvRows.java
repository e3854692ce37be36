package dev.assay.data.load;

import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Row;
import java.util.List;

/** Writes rows as CSV by RFC 4180. */
final class CsvRows implements RowEncoder {
    private static final boolean[] SPECIAL = Plain.marks(",\"\r\n");
    private static final String END = "\r\n";

    private final int fields;

    CsvRows(Entity entity) {
        this.fields = entity.fields().size();
    }

    static void header(Entity entity, Bytes out) {
        String comma = "";
        for (Field field : entity.fields()) {
            out.ascii(comma);
            text(field.column(), out);
            comma = ",";
        }
        out.ascii(END);
    }

    @Override
    public void row(Row row, Bytes out) {
        for (int i = 0; i < fields; i++) {
            if (i > 0) {
                out.int8(',');
            }
            Object value = row.get(i);
            if (value instanceof String text) {
                text(text, out);
            } else if (value != null && !Plain.write(value, out)) {
                other(value, out);
            }
        }
        out.ascii(END);
    }

    private static void other(Object value, Bytes out) {
        List<?> values = Plain.several(value);
        if (values == null) {
            text(Plain.text(value), out);
            return;
        }
        // A list inside of a field is JSON's: both have to quote, and CSV's quotes double.
        Bytes json = new Bytes();
        JsonRows.value(values, json);
        text(json.toString(), out);
    }

    private static void text(String text, Bytes out) {
        if (!text.isEmpty() && out.plain(text, SPECIAL)) {
            return;
        }
        boolean quoted = text.isEmpty();
        for (int i = 0; i < text.length() && !quoted; i++) {
            quoted = text.charAt(i) < SPECIAL.length && SPECIAL[text.charAt(i)];
        }
        if (quoted) {
            out.int8('"').text(text.replace("\"", "\"\"")).int8('"');
        } else {
            out.text(text);
        }
    }
}
