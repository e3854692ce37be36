package dev.assay.data.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows of a JSON file: an array of objects, objects one after the other, or an object of arrays by entity. */
final class FixtureJson {
    private final FixtureFile file;
    private final @Nullable Entity given;
    private final JsonParser json;
    private final Map<String, List<@Nullable Object[]>> rows = new LinkedHashMap<>();

    private FixtureJson(FixtureFile file, @Nullable Entity given, JsonParser json) {
        this.file = file;
        this.given = given;
        this.json = json;
    }

    static Map<String, List<@Nullable Object[]>> read(FixtureFile file, @Nullable Entity given) {
        try (InputStream in = Files.newInputStream(file.path());
                JsonParser json = new JsonFactory().createParser(in)) {
            FixtureJson fixture = new FixtureJson(file, given, json);
            fixture.read();
            return fixture.rows;
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            FixtureFile.Place place =
                    where == null ? null : new FixtureFile.Place(where.getLineNr(), where.getColumnNr());
            throw file.malformed(place, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private void read() throws IOException {
        while (json.nextToken() != null) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                array(entity());
            } else if (json.currentToken() == JsonToken.START_OBJECT) {
                object();
            } else {
                throw file.malformed(place(), "rows are objects, alone or in arrays", null);
            }
        }
    }

    private Entity entity() {
        return given == null ? file.entity() : given;
    }

    private FixtureFile.Place place() {
        JsonLocation location = json.currentTokenLocation();
        return new FixtureFile.Place(location.getLineNr(), location.getColumnNr());
    }

    private void array(Entity entity) throws IOException {
        rows.putIfAbsent(entity.name(), new ArrayList<>());
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw file.malformed(place(), "rows are objects", null);
            }
            FixtureFile.Place begin = place();
            json.nextToken();
            row(entity, begin);
        }
    }

    /** A row, or arrays by entity: where the first value is an array and named as an entity is. */
    private void object() throws IOException {
        FixtureFile.Place begin = place();
        if (json.nextToken() != JsonToken.FIELD_NAME) {
            row(entity(), begin);
            return;
        }
        String name = json.currentName();
        FixtureFile.Place place = place();
        boolean named = given == null && file.find(name).isPresent();
        if (named && json.nextToken() == JsonToken.START_ARRAY) {
            array(file.entity(name, place));
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String next = json.currentName();
                Entity entity = file.entity(next, place());
                if (json.nextToken() != JsonToken.START_ARRAY) {
                    throw file.malformed(place(), next + " is an array of rows, as those before are", null);
                }
                array(entity);
            }
        } else if (named) {
            @Nullable Object[] row = new Object[entity().fields().size()];
            value(entity(), name, place, row);
            json.nextToken();
            rest(entity(), row, begin);
        } else {
            row(entity(), begin);
        }
    }

    private void row(Entity entity, FixtureFile.Place begin) throws IOException {
        rest(entity, new Object[entity.fields().size()], begin);
    }

    /** Reads a row from the name of a field on. */
    private void rest(Entity entity, @Nullable Object[] row, FixtureFile.Place begin) throws IOException {
        while (json.currentToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            FixtureFile.Place place = place();
            json.nextToken();
            value(entity, name, place, row);
            json.nextToken();
        }
        file.complete(entity, row, begin);
        rows.computeIfAbsent(entity.name(), each -> new ArrayList<>()).add(row);
    }

    private void value(Entity entity, String name, FixtureFile.Place named, @Nullable Object[] row) throws IOException {
        int at = file.field(entity, name, named);
        Field field = entity.fields().get(at);
        FixtureFile.Place place = place();
        switch (json.currentToken()) {
            case VALUE_NULL -> row[at] = null;
            case START_ARRAY -> row[at] = FixtureValue.list(file, entity, field, list(), place);
            case START_OBJECT -> throw file.malformed(place, "a value is no object", null);
            default -> row[at] = FixtureValue.of(file, entity, field, json.getText(), place);
        }
    }

    private List<@Nullable String> list() throws IOException {
        List<@Nullable String> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken().isStructStart()) {
                throw file.malformed(place(), "a list has plain values", null);
            }
            values.add(json.currentToken() == JsonToken.VALUE_NULL ? null : json.getText());
        }
        return values;
    }
}
