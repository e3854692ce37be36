package dev.assay.cli.config;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads an {@code assay.toml} and says where it is wrong. */
final class ConfigReader {
    /** Keys of the file's top that are no settings of a run. */
    static final List<String> TOP = List.of("profile", "tags", "profiles", "budgets", "tiers");

    private static final List<String> TABLES = List.of("profiles", "budgets", "tiers");

    private final Path folder;
    private final Path file;

    ConfigReader(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    ProjectConfig read() {
        TomlParseResult toml = parse();
        Layer layer = layer(toml, "", TOP);
        Map<String, Profile> profiles = profiles(toml);
        ProjectConfig config = new ProjectConfig(
                folder,
                Optional.of(file),
                value(toml, "tags", Kind.TEXTS, "[\"db\", \"slow\"]"),
                value(toml, "profile", Kind.TEXT, "\"fast\""),
                layer,
                profiles,
                budgets(toml),
                entries(table(toml, "tiers"), Kind.TIER, Key.TIER.example()));
        config.profile().ifPresent(name -> mustExist(name, config, toml.inputPositionOf("profile"), "profile"));
        profiles.values().forEach(profile -> checkParents(profile, config, toml));
        return config;
    }

    private TomlParseResult parse() {
        TomlParseResult toml;
        try {
            toml = Toml.parse(file);
        } catch (IOException e) {
            throw Diagnosis.of("ASSAY-CLI-010", "assay.toml cannot be read.")
                    .with("file", file)
                    .because(String.valueOf(e.getMessage()))
                    .toFix("make the file readable, or move it away")
                    .exception(e);
        }
        if (toml.hasErrors()) {
            TomlParseError error = toml.errors().get(0);
            throw Diagnosis.of("ASSAY-CLI-011", "assay.toml is not valid TOML.")
                    .with("at", place(error.position()))
                    .because(String.valueOf(error.getMessage()))
                    .toFix("correct that line; strings need quotes, tables are written [profiles.name]")
                    .exception();
        }
        return toml;
    }

    private Layer layer(TomlTable table, String prefix, List<String> others) {
        Layer layer = Layer.EMPTY;
        for (String name : table.keySet()) {
            Optional<Key<?>> key =
                    Key.ALL.stream().filter(each -> each.name().equals(name)).findFirst();
            if (key.isPresent()) {
                layer = with(layer, key.get(), table);
            } else if (!others.contains(name)) {
                throw unknownKey(table, name, prefix, others);
            }
        }
        return layer;
    }

    private <T> Layer with(Layer layer, Key<T> key, TomlTable table) {
        return value(table, key.name(), key.kind(), key.example())
                .map(value -> layer.with(key, value))
                .orElse(layer);
    }

    private Map<String, Profile> profiles(TomlTable toml) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        TomlTable tables = table(toml, "profiles");
        for (String name : tables.keySet()) {
            TomlTable table = table(tables, name);
            Layer layer = layer(table, "profiles." + name + ".", List.of("inherits"));
            profiles.put(name, new Profile(name, value(table, "inherits", Kind.TEXT, "\"fast\""), layer, ""));
        }
        return profiles;
    }

    private Budgets budgets(TomlTable toml) {
        TomlTable table = table(toml, "budgets");
        List<String> known = List.of("tags", "classes");
        for (String name : table.keySet()) {
            if (!known.contains(name)) {
                throw unknownKey(table, name, "budgets.", known);
            }
        }
        return new Budgets(durations(table(table, "tags")), durations(table(table, "classes")));
    }

    private Map<String, Duration> durations(TomlTable table) {
        return entries(table, Kind.SPAN_OF_TIME, "\"30s\"");
    }

    private <T> Map<String, T> entries(TomlTable table, Kind<T> kind, String example) {
        Map<String, T> entries = new LinkedHashMap<>();
        for (String name : table.keySet()) {
            value(table, name, kind, example).ifPresent(value -> entries.put(name, value));
        }
        return entries;
    }

    private TomlTable table(TomlTable parent, String name) {
        Object value = parent.get(List.of(name));
        if (value == null) {
            return Toml.parse("");
        }
        if (value instanceof TomlTable table) {
            return table;
        }
        throw wrongValue(parent, name, value, "a table")
                .toFix("write it as a table: [" + name + "]")
                .exception();
    }

    private <T> Optional<T> value(TomlTable table, String name, Kind<T> kind, String example) {
        Object value = table.get(List.of(name));
        if (value == null) {
            return Optional.empty();
        }
        Optional<T> read = kind.read(value instanceof TomlArray array ? array.toList() : value);
        if (read.isEmpty()) {
            Diagnosis wrong = wrongValue(table, name, value, kind.expected());
            if (value instanceof TomlTable) {
                throw Nearest.to(name, TABLES)
                        .map(near -> wrong.toFix("[" + near + "], if that is the table you mean"))
                        .orElse(wrong)
                        .toFix(name + " = " + example)
                        .exception();
            }
            String near = Nearest.to(String.valueOf(value), kind.words())
                    .map(word -> word.matches("true|false") ? word : '"' + word + '"')
                    .orElse(example);
            throw wrong.toFix(name + " = " + near).exception();
        }
        return read;
    }

    private void checkParents(Profile profile, ProjectConfig config, TomlTable toml) {
        Set<String> seen = new LinkedHashSet<>();
        Optional<Profile> next = Optional.of(profile);
        while (next.isPresent()) {
            Profile current = next.get();
            TomlPosition at = table(table(toml, "profiles"), current.name()).inputPositionOf("inherits");
            if (!seen.add(current.name())) {
                throw Diagnosis.of("ASSAY-CLI-014", "profiles inherit from each other in a circle.")
                        .with("at", place(at))
                        .with("circle", String.join(" -> ", seen) + " -> " + current.name())
                        .toFix("remove one of these lines: inherits = ...")
                        .exception();
            }
            current.inherits().ifPresent(name -> mustExist(name, config, at, "inherits"));
            next = current.inherits().map(config.profiles()::get);
        }
    }

    private void mustExist(String profile, ProjectConfig config, @Nullable TomlPosition at, String key) {
        if (config.profileNames().contains(profile)) {
            return;
        }
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-013", "assay.toml names a profile that does not exist.")
                .with("at", place(at))
                .with(key, profile)
                .with("known", String.join(", ", config.profileNames()));
        throw Nearest.to(profile, config.profileNames())
                .map(near -> diagnosis.toFix(key + " = \"" + near + "\""))
                .orElse(diagnosis)
                .toFix("define it: [profiles." + profile + "]")
                .exception();
    }

    private DiagnosisException unknownKey(TomlTable table, String name, String prefix, List<String> others) {
        List<String> known = new ArrayList<>(others);
        if (!prefix.equals("budgets.")) {
            Key.ALL.forEach(key -> known.add(key.name()));
        }
        Diagnosis diagnosis = Diagnosis.of("ASSAY-CLI-012", "assay.toml has a key that means nothing.")
                .with("at", place(table.inputPositionOf(List.of(name))))
                .with("key", prefix + name);
        return Nearest.to(name, known)
                .map(near -> diagnosis.toFix(prefix + near))
                .orElse(diagnosis.toFix("one of: " + String.join(", ", known)))
                .exception();
    }

    private Diagnosis wrongValue(TomlTable table, String name, Object value, String expected) {
        return Diagnosis.of("ASSAY-CLI-015", "a value in assay.toml is of the wrong kind.")
                .with("at", place(table.inputPositionOf(List.of(name))))
                .with("key", name)
                .with("value", shown(value))
                .because("it must be " + expected);
    }

    private static String shown(Object value) {
        if (value instanceof TomlTable) {
            return "a table";
        }
        return value instanceof TomlArray array ? array.toList().toString() : value.toString();
    }

    private String place(@Nullable TomlPosition position) {
        return position == null ? file.toString() : file + ":" + position.line() + ":" + position.column();
    }
}
