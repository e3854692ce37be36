package dev.assay.cli.data;

import dev.assay.cli.HistoryFile;
import dev.assay.cli.config.Key;
import dev.assay.cli.config.Layer;
import dev.assay.cli.config.ProjectConfig;
import dev.assay.cli.target.TargetRequest;
import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.data.Catalogue;
import dev.assay.data.Model;
import dev.assay.data.ScenarioSpec;
import dev.assay.run.Suite;
import java.io.File;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what the user names, and keeps its classes usable until it is closed. */
final class Subjects implements AutoCloseable {
    private static final String NO_PROJECT = "ASSAY-MVN-003";

    private final SubjectOptions options;
    private final Place place;
    private final Path folder;
    private @Nullable UserClasses classes;

    Subjects(SubjectOptions options, Place place, Path folder) {
        this.options = options;
        this.place = place;
        this.folder = folder;
    }

    /** Tells whether the subject is a database, whose schema says the model. */
    boolean isDatabase() {
        return !options.words.isEmpty() && JdbcSource.isUrl(options.words.get(0));
    }

    /**
     * Sees whether all that is said means something.
     *
     * @param url a database besides the subject
     * @throws DiagnosisException ASSAY-CLI-041 if something does not
     */
    void check(@Nullable String url) {
        Unused.check(options, isDatabase(), isDatabase() || url != null);
    }

    /**
     * Sees whether all entities of classes are meant, where none can be left out.
     *
     * @throws DiagnosisException ASSAY-CLI-041 if some are chosen
     */
    void checkWhole() {
        if (!isDatabase()) {
            Unused.refuse(selected(), "it is about all that classes or a catalogue say; name fewer classes, for less");
        }
    }

    private List<String> selected() {
        List<String> said = new ArrayList<>();
        options.only.forEach(each -> Unused.note(said, "--only", each));
        options.without.forEach(each -> Unused.note(said, "--without", each));
        return said;
    }

    /** Returns which entities are wanted; others may be needed where they are there already. */
    Selection selection(boolean parentsThere) {
        return new Selection(options, parentsThere);
    }

    /** Returns the subject, and says what could not be read of it. */
    Subject find() {
        Subject subject = named();
        LostAnnotations.of(subject.model()).ifPresent(place.console()::show);
        return subject;
    }

    private Subject named() {
        if (isDatabase()) {
            String url = options.words.get(0);
            return new Subject(JdbcSource.shown(url), Schemas.model(database(url), options), List.of());
        }
        String catalogue = options.catalogue;
        if (catalogue != null) {
            return of(catalogue(classes().load(catalogue)));
        }
        if (options.words.isEmpty()) {
            return of(onlyCatalogue());
        }
        List<Class<?>> types = new ArrayList<>();
        for (String word : options.words) {
            types.add(classes().load(word));
        }
        return types.size() == 1 && Catalogue.class.isAssignableFrom(types.get(0))
                ? of(catalogue(types.get(0)))
                : of(types);
    }

    /** Returns the database that an option names, or else that is the subject. */
    Optional<JdbcSource> target(@Nullable String url) {
        if (url != null) {
            return Optional.of(database(url));
        }
        return isDatabase() ? Optional.of(database(options.words.get(0))) : Optional.empty();
    }

    private JdbcSource database(String url) {
        boolean needsClasses = !JdbcSource.isShipped(url);
        return JdbcSource.of(
                url, options.user, options.passwordEnv, needsClasses ? classes().loader() : null, System.getenv());
    }

    private static Subject of(List<Class<?>> types) {
        for (Class<?> type : types) {
            if (type.isInterface()
                    || type.isEnum()
                    || type.isPrimitive()
                    || Modifier.isAbstract(type.getModifiers())
                    || Catalogue.class.isAssignableFrom(type)) {
                throw Diagnosis.of("ASSAY-CLI-030", "a class is no entity.")
                        .with("class", type.getName())
                        .because(
                                "rows become records, or objects of a class that can be made; a catalogue stands alone")
                        .toFix("name records or entity classes, parents included")
                        .exception();
            }
        }
        String title = types.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
        return new Subject(title, Model.of(types.toArray(Class<?>[]::new)), List.of());
    }

    private static Catalogue catalogue(Class<?> type) {
        if (!Catalogue.class.isAssignableFrom(type)) {
            throw Diagnosis.of("ASSAY-CLI-033", "a class is no catalogue.")
                    .with("class", type.getName())
                    .because("a catalogue is a class that implements " + Catalogue.class.getName())
                    .toFix("leave out --catalogue, for records and entity classes")
                    .exception();
        }
        try {
            return (Catalogue) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw UserClasses.broken(type.getName(), e);
        }
    }

    private static Subject of(Catalogue catalogue) {
        String name = catalogue.getClass().getName();
        try {
            List<ScenarioSpec> scenarios = catalogue.scenarios();
            if (!scenarios.isEmpty()) {
                return new Subject(name, scenarios.get(0).model(), scenarios);
            }
        } catch (RuntimeException | LinkageError e) {
            throw UserClasses.broken(name, e);
        }
        throw Diagnosis.of("ASSAY-CLI-034", "a catalogue is empty.")
                .with("catalogue", name)
                .because("its scenarios say which model there is")
                .toFix("let scenarios() return at least one")
                .exception();
    }

    private Catalogue onlyCatalogue() {
        List<Catalogue> found = classes().catalogues();
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> names =
                found.stream().map(each -> each.getClass().getName()).toList();
        if (found.isEmpty()) {
            throw Diagnosis.of("ASSAY-CLI-027", "nothing says which model.")
                    .because("the classpath announces no catalogue in META-INF/services/" + Catalogue.class.getName())
                    .toFix("name a catalogue, or records: assay data describe com.acme.Customer com.acme.Invoice")
                    .toFix("name a database: assay data describe jdbc:postgresql://localhost/shop")
                    .exception();
        }
        Diagnosis several = Diagnosis.of("ASSAY-CLI-028", "there are several catalogues.")
                .with("catalogues", String.join("\n", names))
                .because("a command is about one model");
        for (String name : names) {
            several = several.toFix("--catalogue " + name);
        }
        throw several.exception();
    }

    private UserClasses classes() {
        UserClasses known = classes;
        if (known == null) {
            String given = options.classpath;
            known = given == null ? ofProject() : new UserClasses(split(given));
            classes = known;
        }
        return known;
    }

    private List<Path> split(String classpath) {
        List<Path> entries = new ArrayList<>();
        for (String entry : classpath.strip().split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                entries.add(existing(entry));
            }
        }
        return entries;
    }

    private Path existing(String entry) {
        Path path = folder.resolve(entry).toAbsolutePath().normalize();
        if (Files.exists(path)) {
            return path;
        }
        throw Diagnosis.of("ASSAY-MVN-001", "an entry of the classpath does not exist.")
                .with("entry", path)
                .with("option", "--classpath")
                .toFix("build the project first, or correct the path")
                .exception();
    }

    /** Takes the tests' classpath of the project's first module that holds what was asked for. */
    private UserClasses ofProject() {
        Path project = folder.toAbsolutePath().normalize();
        ProjectConfig config = ProjectConfig.of(project);
        Layer settings = config.settings(Optional.empty(), Layer.EMPTY);
        TargetRequest request = new TargetRequest(
                ".",
                List.of(),
                List.of(),
                folder,
                project.resolve("target"),
                HistoryFile.of(config, project, settings),
                place.home(),
                settings.get(Key.MVN_ARGS),
                false,
                options.offline);
        List<Suite> suites = suites(request);
        String catalogue = options.catalogue;
        String asked =
                catalogue != null ? catalogue : options.words.isEmpty() || isDatabase() ? "" : options.words.get(0);
        for (Suite suite : suites) {
            UserClasses candidate = new UserClasses(suite.classpath());
            if (candidate.has(asked)) {
                return candidate;
            }
            candidate.close();
        }
        return new UserClasses(suites.isEmpty() ? List.of() : suites.get(0).classpath());
    }

    private List<Suite> suites(TargetRequest request) {
        try {
            return place.source().suites(request, what -> place.console().err().println("  " + what + " ..."));
        } catch (DiagnosisException e) {
            if (e.diagnosis().code().equals(NO_PROJECT)) {
                return List.of(); // what is missing on an empty classpath says more
            }
            throw e;
        }
    }

    @Override
    public void close() {
        UserClasses known = classes;
        if (known != null) {
            known.close();
        }
    }
}
