package dev.assay.sql.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import liquibase.ChecksumVersion;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.core.PostgresDatabase;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.Resource;

/** All files that a changelog leads Liquibase to, wherever they are: what it includes, runs and loads. */
final class LiquibaseFiles extends ClassLoaderResourceAccessor {
    private final Map<String, Resource> found = new TreeMap<>();

    private LiquibaseFiles(ClassLoader loader) {
        super(loader);
    }

    /**
     * Reads a changelog without a database, and returns what was read.
     *
     * @throws Exception if Liquibase cannot read it, as it will say when it is to migrate
     */
    static List<Script> of(ClassLoader loader, String changelog) throws Exception {
        try (LiquibaseFiles files = new LiquibaseFiles(loader)) {
            Scope.child(Scope.Attr.resourceAccessor, files, () -> {
                DatabaseChangeLog parsed = ChangeLogParserFactory.getInstance()
                        .getParser(changelog, files)
                        .parse(changelog, new ChangeLogParameters(new PostgresDatabase()), files);
                for (ChangeSet each : parsed.getChangeSets()) {
                    each.generateCheckSum(ChecksumVersion.latest()); // reads scripts and rows that it names
                }
            });
            return files.read();
        }
    }

    private List<Script> read() throws IOException {
        List<Script> scripts = new ArrayList<>();
        for (Resource each : found.values()) {
            try (InputStream in = each.openInputStream()) {
                // A character for each byte, whatever the file's encoding is.
                String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                scripts.add(new Script(each.getPath(), each.getPath(), text));
            }
        }
        scripts.sort(Comparator.comparing(Script::path).thenComparing(Script::text));
        return scripts;
    }

    private List<Resource> noted(List<Resource> resources) {
        for (Resource each : resources == null ? List.<Resource>of() : resources) {
            found.put(String.valueOf(each.getUri()), each);
        }
        return resources;
    }

    @Override
    public List<Resource> getAll(String path) throws IOException {
        return noted(super.getAll(path));
    }

    @Override
    public List<Resource> search(String path, boolean recursive) throws IOException {
        return noted(super.search(path, recursive));
    }

    @Override
    public List<Resource> search(String path, SearchOptions options) throws IOException {
        return noted(super.search(path, options));
    }
}
