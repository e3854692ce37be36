package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Model;
import dev.assay.data.internal.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file of fixtures: whose rows it has, and how to say what is wrong where. */
record FixtureFile(Model model, Path path) {
    /**
     * Where something stands.
     *
     * @param line from 1
     * @param column from 1: of CSV the value's number, of JSON the character's; 0 if it is the whole line
     */
    record Place(long line, long column) {}

    /** Returns a file, or a folder's files, in the order of their names. */
    static List<Path> all(Path path, String... suffixes) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> Stream.of(suffixes).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static RuntimeException unreadable(Path path, IOException reason) {
        return malformed(
                path,
                null,
                reason instanceof NoSuchFileException ? "there is no such file" : String.valueOf(reason.getMessage()),
                reason);
    }

    RuntimeException unreadable(IOException reason) {
        return unreadable(path, reason);
    }

    /** Says that the file is not what it should be. */
    RuntimeException malformed(@Nullable Place place, String why, @Nullable Exception reason) {
        return malformed(path, place, why, reason);
    }

    private static RuntimeException malformed(
            Path path, @Nullable Place place, String why, @Nullable Exception reason) {
        Diagnosis diagnosis = at(Diagnosis.of("ASSAY-DATA-071", "a fixture cannot be read."), path, place)
                .because(why);
        return reason == null ? diagnosis.exception() : diagnosis.exception(reason);
    }

    private static Diagnosis at(Diagnosis diagnosis, Path path, @Nullable Place place) {
        Diagnosis placed = diagnosis.with("file", path);
        if (place != null) {
            placed = placed.with("line", place.line());
            if (place.column() > 0) {
                placed = placed.with("column", place.column());
            }
        }
        return placed;
    }

    /** Returns the entity whose name the file has. */
    Entity entity() {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return entity(dot < 0 ? name : name.substring(0, dot), null);
    }

    /** Returns the entity of a name, or of one table. */
    Entity entity(String name, @Nullable Place place) {
        return find(name).orElseThrow(() -> {
            List<String> names = model.entities().stream().map(Entity::name).toList();
            Optional<String> near = Nearest.to(name, names);
            Diagnosis diagnosis = at(
                            Diagnosis.of("ASSAY-DATA-073", "a fixture is of no entity of the model."), path, place)
                    .with("name", name)
                    .with("model", names);
            return (near.isPresent() ? diagnosis.with("nearest", near.get()) : diagnosis)
                    .because("a file of rows, or a list in JSON, has the name of its entity or table")
                    .toFix("name it " + near.orElse("as one of them"))
                    .toFix("fixtures.csv(path, " + near.orElse("Customer") + ".class), whatever its name")
                    .exception();
        });
    }

    Optional<Entity> find(String name) {
        String plain = Nearest.plain(name);
        return model.entities().stream()
                .filter(entity -> same(plain, entity.name()) || same(plain, entity.table()))
                .findFirst();
    }

    private static boolean same(String plain, String name) {
        String other = Nearest.plain(name);
        return plain.equals(other) || plain.equals(other + "s");
    }

    /** Returns the place of a field among the others. */
    int field(Entity entity, String name, Place place) {
        List<Field> fields = entity.fields();
        String plain = Nearest.plain(name);
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (Nearest.plain(field.name()).equals(plain)
                    || Nearest.plain(field.column()).equals(plain)) {
                return i;
            }
        }
        List<String> names = fields.stream().map(Field::name).toList();
        Optional<String> near = Nearest.to(name, names);
        Diagnosis diagnosis = at(
                        Diagnosis.of("ASSAY-DATA-069", "a fixture has a value that its entity has no field for."),
                        path,
                        place)
                .with("name", name)
                .with("entity", entity.name())
                .with("fields", names);
        throw (near.isPresent() ? diagnosis.with("nearest", near.get()) : diagnosis)
                .because("its value would be lost")
                .toFix(near.map(each -> "call it " + each).orElse("name one of the fields above"))
                .exception();
    }

    /** Says that a value is not of its field's type. */
    RuntimeException wrong(Entity entity, Field field, String value, String expected, Place place, Exception reason) {
        return at(Diagnosis.of("ASSAY-DATA-070", "a fixture's value is not of its field's type."), path, place)
                .with("field", entity.name() + "." + field.name())
                .with("value", Refused.shown(value))
                .with("type", field.type().getSimpleName())
                .toFix(expected)
                .exception(reason);
    }

    /** Makes sure that a row has what every row needs. */
    void complete(Entity entity, @Nullable Object[] row, Place place) {
        for (int i = 0; i < row.length; i++) {
            Field field = entity.fields().get(i);
            if (row[i] == null && !field.nullable()) {
                Diagnosis diagnosis = at(Diagnosis.of("ASSAY-DATA-072", "a fixture's row lacks a value."), path, place)
                        .with("field", entity.name() + "." + field.name())
                        .because("the model lets no row be without it");
                throw (field.type() == String.class ? diagnosis.toFix("\"\", for an empty text") : diagnosis)
                        .toFix("write one")
                        .toFix("@Nullable, where there may be none")
                        .exception();
            }
        }
    }
}
