package dev.assay.sql.migration;

import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.exception.MigrationFailedException;
import liquibase.exception.RollbackImpossibleException;
import liquibase.resource.ClassLoaderResourceAccessor;

/**
 * What Liquibase does.
 *
 * @param loader where its files are
 * @param changelog the file that names the others
 * @param files what is in that file's folder, and wherever else it leads
 * @param last the tag at which it stops, if it does
 */
record LiquibaseMigrations(ClassLoader loader, String changelog, List<Script> files, Optional<String> last)
        implements Migrations {
    /** Liquibase tells the change set in its message alone: its file, its id and its author. */
    private static final Pattern CHANGE_SET = Pattern.compile("(?i)change ?set (\\S+::\\S+::[^:]+):");

    /** Does something with Liquibase. */
    @FunctionalInterface
    private interface Work {
        void with(Liquibase liquibase) throws LiquibaseException;
    }

    static LiquibaseMigrations at(ClassLoader loader, String changelog) {
        String file = changelog.replaceFirst("^classpath:/?", "");
        if (loader.getResource(file) == null) {
            throw SqlScripts.none(changelog);
        }
        int slash = file.lastIndexOf('/');
        try {
            // A file on top of all resources says nothing of where others are.
            List<Script> files =
                    ScriptFolder.files(loader, "classpath:" + (slash < 0 ? file : file.substring(0, slash)));
            List<Script> all = new ArrayList<>(files);
            all.addAll(included(loader, file));
            return new LiquibaseMigrations(loader, file, List.copyOf(all), Optional.empty());
        } catch (IOException e) {
            throw SqlScripts.unreadable(changelog, e);
        }
    }

    private static List<Script> included(ClassLoader loader, String changelog) {
        try {
            return LiquibaseFiles.of(loader, changelog);
        } catch (Exception e) {
            return List.of(); // it fails again when it is to migrate, with what it fails at
        }
    }

    @Override
    public String fingerprint() {
        return "Liquibase " + last.map(tag -> "until " + tag + " ").orElse("") + Script.hash(files);
    }

    @Override
    public void migrate(DataSource database) throws Exception {
        if (last.isPresent()) {
            run(database, liquibase -> liquibase.update(last.get(), new Contexts(), new LabelExpression()));
        } else {
            run(database, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
        }
    }

    @Override
    public Migrations until(String version) {
        return new LiquibaseMigrations(loader, changelog, files, Optional.of(version));
    }

    @Override
    public void undo(DataSource database, String version) throws Exception {
        run(database, liquibase -> liquibase.rollback(version, new Contexts(), new LabelExpression()));
    }

    private void run(DataSource database, Work work) throws SQLException, LiquibaseException {
        try (Connection connection = database.getConnection();
                ClassLoaderResourceAccessor resources = new ClassLoaderResourceAccessor(loader)) {
            Scope.child(Scope.Attr.resourceAccessor, resources, () -> {
                // Closing it closes the connection, which is harmless twice.
                try (Liquibase liquibase = new Liquibase(changelog, resources, new JdbcConnection(connection))) {
                    work.with(liquibase);
                }
            });
        } catch (SQLException | LiquibaseException e) {
            throw failed(e);
        } catch (Exception e) {
            throw failed(new LiquibaseException(e));
        }
    }

    private DiagnosisException failed(Exception e) {
        String file = changelog;
        String statement = "none that it names";
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            root = cause;
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof RollbackImpossibleException) {
                throw Undo.cannot(changelog, "a rollback in its change set");
            } else if (cause instanceof MigrationFailedException) {
                Matcher changeSet = CHANGE_SET.matcher(message);
                file = changeSet.find() ? changeSet.group(1) : file;
            }
            statement = statementIn(message).orElse(statement);
        }
        return FailedMigration.of("Liquibase", file, statement, root);
    }

    /** Liquibase tells the statement in its message alone. */
    private static Optional<String> statementIn(String message) {
        int from = message.indexOf("[Failed SQL: ");
        int sql = message.indexOf(") ", from);
        int to = message.lastIndexOf(']');
        return from < 0 || sql < 0 || to < sql ? Optional.empty() : Optional.of(message.substring(sql + 2, to));
    }

    @Override
    public String toString() {
        return fingerprint();
    }
}
