package dev.assay.data.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Year;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as JSON: numbers and truth values as they are, arrays and collections as arrays, bytes as the loader's files
 * have them, all else as texts.
 */
final class Json {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            // What ends early is not to look as if it were all.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private Json() {}

    static void write(Stream<Loading> rows, RowFormat format, Appendable to) {
        try (JsonGenerator json = JSON.createGenerator(writer(to))) {
            json.writeStartArray();
            for (Iterator<Loading> each = rows.iterator(); each.hasNext(); ) {
                value(json, format.map(each.next()));
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                json.writeFieldName(String.valueOf(each.getKey()));
                value(json, each.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> values) {
            json.writeStartArray();
            for (Object each : values) {
                value(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof byte[] bytes) {
            json.writeString("\\x" + HexFormat.of().formatHex(bytes));
        } else if (value.getClass().isArray()) {
            json.writeStartArray();
            for (int i = 0; i < Array.getLength(value); i++) {
                value(json, Array.get(value, i));
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Float number && Float.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Year year) {
            json.writeNumber(year.getValue());
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name());
        } else {
            json.writeString(value.toString());
        }
    }

    /** A writer that leaves open what it writes to. */
    private static Writer writer(Appendable to) {
        return new Writer() {
            @Override
            public void write(char[] chars, int from, int length) throws IOException {
                to.append(java.nio.CharBuffer.wrap(chars, from, length));
            }

            @Override
            public void flush() {
                // Whoever owns it flushes it.
            }

            @Override
            public void close() {
                // Whoever owns it closes it.
            }
        };
    }
}
