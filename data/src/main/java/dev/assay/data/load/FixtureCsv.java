package dev.assay.data.load;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.assay.data.Entity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows of a CSV file. */
final class FixtureCsv {
    private FixtureCsv() {}

    /** A line's values; null where nothing stands between commas. */
    private record Line(long number, List<@Nullable String> values) {}

    /** Keeps what fastcsv's own records forget: whether a value was quoted. */
    private static final class Lines extends AbstractBaseCsvCallbackHandler<Line> {
        private List<@Nullable String> values = new ArrayList<>();

        @Override
        protected void handleBegin(long number) {
            values = new ArrayList<>();
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            values.add(length == 0 && !quoted ? null : new String(buffer, offset, length));
        }

        @Override
        protected Line buildRecord() {
            return new Line(getStartingLineNumber(), values);
        }
    }

    static Map<String, List<@Nullable Object[]>> read(FixtureFile file, @Nullable Entity given) {
        Entity entity = given == null ? file.entity() : given;
        List<@Nullable Object[]> rows = new ArrayList<>();
        long last = 0;
        try (CsvReader<Line> lines = CsvReader.builder()
                .skipEmptyLines(true)
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .build(new Lines(), file.path())) {
            int[] places = {};
            for (Line line : lines) {
                last = line.number();
                if (places.length == 0) {
                    places = header(file, entity, line);
                } else {
                    rows.add(row(file, entity, places, line));
                }
            }
        } catch (IOException e) {
            throw file.unreadable(e);
        } catch (CsvParseException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw file.malformed(new FixtureFile.Place(last + 1, 0), String.valueOf(why), e);
        }
        return Map.of(entity.name(), rows);
    }

    private static int[] header(FixtureFile file, Entity entity, Line line) {
        int[] places = new int[line.values().size()];
        for (int i = 0; i < places.length; i++) {
            FixtureFile.Place place = new FixtureFile.Place(line.number(), i + 1);
            places[i] = file.field(entity, String.valueOf(line.values().get(i)), place);
            for (int j = 0; j < i; j++) {
                if (places[j] == places[i]) {
                    throw file.malformed(place, "column " + (j + 1) + " is of the same field", null);
                }
            }
        }
        return places;
    }

    private static @Nullable Object[] row(FixtureFile file, Entity entity, int[] places, Line line) {
        if (line.values().size() != places.length) {
            String why = "it has " + line.values().size() + " values, and the header " + places.length;
            throw file.malformed(new FixtureFile.Place(line.number(), 0), why, null);
        }
        @Nullable Object[] row = new Object[entity.fields().size()];
        for (int i = 0; i < places.length; i++) {
            String value = line.values().get(i);
            if (value != null) {
                row[places[i]] = FixtureValue.of(
                        file,
                        entity,
                        entity.fields().get(places[i]),
                        value,
                        new FixtureFile.Place(line.number(), i + 1));
            }
        }
        file.complete(entity, row, new FixtureFile.Place(line.number(), 0));
        return row;
    }
}
