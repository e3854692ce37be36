package dev.assay.data.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Row;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON objects, one a line. */
final class JsonRows implements RowEncoder {
    private static final boolean[] SPECIAL = special();

    /** What stands before each value. */
    private final byte[][] names;

    JsonRows(Entity entity) {
        this.names = new byte[entity.fields().size()][];
        for (int i = 0; i < names.length; i++) {
            Field field = entity.fields().get(i);
            Bytes name = new Bytes();
            name.int8(i == 0 ? '{' : ',');
            string(field.column(), name);
            name.int8(':');
            names[i] = name.toString().getBytes(UTF_8);
        }
    }

    private static boolean[] special() {
        boolean[] marks = Plain.marks("\"\\\u007f");
        for (int i = 0; i < ' '; i++) {
            marks[i] = true;
        }
        return marks;
    }

    @Override
    public void row(Row row, Bytes out) {
        for (int i = 0; i < names.length; i++) {
            out.raw(names[i]);
            value(row.get(i), out);
        }
        out.ascii("}\n");
    }

    static void value(@Nullable Object value, Bytes out) {
        if (value == null) {
            out.ascii("null");
        } else if (value instanceof String text) {
            string(text, out);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isFinite(number)) {
                out.ascii(value.toString());
            } else {
                string(value.toString(), out);
            }
        } else if (!Plain.isNumber(value, out)) {
            List<?> values = Plain.several(value);
            if (values != null) {
                list(values, out);
                return;
            }
            out.int8('"');
            if (!Plain.isTime(value, out)) {
                inside(Plain.text(value), out);
            }
            out.int8('"');
        }
    }

    private static void list(List<?> values, Bytes out) {
        out.int8('[');
        String comma = "";
        for (Object each : values) {
            out.ascii(comma);
            value(each, out);
            comma = ",";
        }
        out.int8(']');
    }

    private static void string(String text, Bytes out) {
        out.int8('"');
        inside(text, out);
        out.int8('"');
    }

    private static void inside(String text, Bytes out) {
        if (out.plain(text, SPECIAL)) {
            return;
        }
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < SPECIAL.length && SPECIAL[c]) {
                out.text(text.substring(done, i));
                escape(c, out);
                done = i + 1;
            }
        }
        out.text(text.substring(done));
    }

    private static void escape(char c, Bytes out) {
        switch (c) {
            case '"', '\\' -> out.int8('\\').int8(c);
            case '\n' -> out.ascii("\\n");
            case '\r' -> out.ascii("\\r");
            case '\t' -> out.ascii("\\t");
            default -> out.ascii("\\u").ascii(HexFormat.of().toHexDigits(c));
        }
    }
}
