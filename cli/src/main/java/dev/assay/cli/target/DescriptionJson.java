package dev.assay.cli.target;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.assay.run.Suite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON in which the plugin hands suites over and in which they are kept between runs.
 *
 * <p>Written and read as a stream: data binding would cost the start of every run more than the file itself.
 *
 * @since 0.1
 */
public final class DescriptionJson {
    private static final JsonFactory JSON = new JsonFactory();

    private DescriptionJson() {}

    /** Writes one module's description to a file. */
    public static void write(ModuleDescription module, Path file) throws IOException {
        try (JsonGenerator to = generator(file)) {
            to.writeStartObject();
            to.writeStringField("name", module.name());
            to.writeStringField("folder", module.folder().toString());
            to.writeStringField("buildFolder", module.buildFolder().toString());
            strings(to, "outputs", module.outputs());
            strings(to, "inputs", module.inputs());
            strings(to, "skipped", module.skipped());
            write(to, "suites", module.suites());
            to.writeEndObject();
        }
    }

    /** Reads one module's description. */
    public static ModuleDescription read(Path file) throws IOException {
        Fields fields = fields(file);
        return new ModuleDescription(
                fields.string("name"),
                Path.of(fields.string("folder")),
                Path.of(fields.string("buildFolder")),
                fields.paths("outputs"),
                fields.paths("inputs"),
                fields.strings("skipped"),
                fields.suites("suites"));
    }

    static JsonGenerator generator(Path file) throws IOException {
        return JSON.createGenerator(file.toFile(), JsonEncoding.UTF8).useDefaultPrettyPrinter();
    }

    static Fields fields(Path file) throws IOException {
        try (JsonParser from = JSON.createParser(file.toFile())) {
            if (from.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(file + " is not a JSON object");
            }
            return new Fields(object(from));
        }
    }

    static void write(JsonGenerator to, String name, List<Suite> suites) throws IOException {
        to.writeArrayFieldStart(name);
        for (Suite suite : suites) {
            to.writeStartObject();
            to.writeStringField("name", suite.name());
            strings(to, "scan", suite.scan());
            strings(to, "classpath", suite.classpath());
            strings(to, "launcher", suite.launcher());
            to.writeStringField("workingDirectory", suite.workingDirectory());
            to.writeStringField("java", suite.java().toString());
            strings(to, "jvmArgs", suite.jvmArgs());
            map(to, "systemProperties", suite.systemProperties());
            map(to, "environment", suite.environment());
            strings(to, "includes", suite.includes());
            strings(to, "excludes", suite.excludes());
            to.writeStringField("groups", suite.groups());
            to.writeStringField("excludedGroups", suite.excludedGroups());
            to.writeBooleanField("reuseJvm", suite.reuseJvm());
            strings(to, "notices", suite.notices());
            to.writeEndObject();
        }
        to.writeEndArray();
    }

    static void strings(JsonGenerator to, String name, Collection<?> values) throws IOException {
        to.writeArrayFieldStart(name);
        for (Object value : values) {
            to.writeString(value.toString());
        }
        to.writeEndArray();
    }

    static void map(JsonGenerator to, String name, Map<String, String> values) throws IOException {
        to.writeObjectFieldStart(name);
        for (Map.Entry<String, String> entry : values.entrySet()) {
            to.writeStringField(entry.getKey(), entry.getValue());
        }
        to.writeEndObject();
    }

    private static Map<String, Object> object(JsonParser from) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            String name = from.currentName();
            from.nextToken();
            object.put(name, value(from));
        }
        return object;
    }

    private static Object value(JsonParser from) throws IOException {
        return switch (from.currentToken()) {
            case START_OBJECT -> object(from);
            case START_ARRAY -> {
                List<Object> values = new ArrayList<>();
                while (from.nextToken() != JsonToken.END_ARRAY) {
                    values.add(value(from));
                }
                yield values;
            }
            default -> from.getText();
        };
    }

    /** An object that was read: every scalar a string. */
    record Fields(Map<String, Object> values) {
        String string(String name) throws IOException {
            return (String) required(name, String.class);
        }

        List<String> strings(String name) throws IOException {
            List<String> strings = new ArrayList<>();
            for (Object value : (List<?>) required(name, List.class)) {
                strings.add(value.toString());
            }
            return strings;
        }

        List<Path> paths(String name) throws IOException {
            return strings(name).stream().map(Path::of).toList();
        }

        Map<String, String> map(String name) throws IOException {
            Map<String, String> map = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) required(name, Map.class)).entrySet()) {
                map.put((String) entry.getKey(), String.valueOf(entry.getValue()));
            }
            return map;
        }

        @SuppressWarnings("unchecked") // every object that was read has strings as keys
        List<Suite> suites(String name) throws IOException {
            List<Suite> suites = new ArrayList<>();
            for (Object value : (List<?>) required(name, List.class)) {
                suites.add(new Fields((Map<String, Object>) value).suite());
            }
            return suites;
        }

        private Suite suite() throws IOException {
            return new Suite(
                    string("name"),
                    paths("scan"),
                    paths("classpath"),
                    paths("launcher"),
                    string("workingDirectory"),
                    Path.of(string("java")),
                    strings("jvmArgs"),
                    map("systemProperties"),
                    map("environment"),
                    strings("includes"),
                    strings("excludes"),
                    string("groups"),
                    string("excludedGroups"),
                    Boolean.parseBoolean(string("reuseJvm")),
                    strings("notices"));
        }

        private Object required(String name, Class<?> type) throws IOException {
            @Nullable Object value = values.get(name);
            if (!type.isInstance(value)) {
                throw new IOException("\"" + name + "\" is missing");
            }
            return value;
        }
    }
}
