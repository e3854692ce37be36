package dev.assay.cli.data;

/** What {@code assay data ... --help} shows; a test sees to it that no option is missing. */
final class DataHelp {
    private static final String SUBJECT = """
            SUBJECT is a catalogue or records and entity classes, by their qualified names; or a database, whose schema says
            the model: jdbc:postgresql://HOST/NAME. Without one, it is the only catalogue on the classpath.

            What it is about:
                  --catalogue CLASS       this catalogue
                  --classpath CP          where classes and drivers are; else the tests' classpath of this Maven project
                  --offline               let Maven fetch nothing
                  --only NAME             this entity or table alone; repeatable, or several with commas
                  --without NAME          all but this one; a database's table is not even looked at
                  --ignoring CONSTRAINT   as if the database's schema had no such constraint
            """;

    private static final String AMOUNT = """

            How much of it:
                  --scenario NAME         one of the catalogue's; small, or else its first, unless set
                  --rows N|ENTITY=N       rows of each entity, or of one; 5000, 5k, 2M; repeatable
                  --scale FACTOR          all numbers of rows times this
                  --seed SEED             what values follow from: 1 unless set
                  --as-of DATE            the day up to which things have happened: 2026-01-01 unless set
            """;

    private static final String WHERE = """

            Which database, if it is one:
            """;

    private static final String DATABASE = """
                  --schema NAME           the schema of the database, where it is not the usual one
                  --user NAME             who connects; the password is in the variable ASSAY_PASSWORD
                  --password-env NAME     the variable that holds the password
            """;

    private static final String WORK = """
                  --shard I/N             one of N equal parts of each entity, such as 2/4

            How it is done:
                  --threads N             as many as there are processors, unless set
                  --time-limit TIME       give up after this long, such as 90s or 10m, and leave nothing behind
            """;

    private static final String SHOWN = """

            How it is shown:
            """;

    private static final String NO_COLOR = """
                  --no-color              plain text; so does the variable NO_COLOR
            """;

    private static final String CODES = """

            Exit codes:  0 done, whole   1 something is broken   2 wrong usage   4 it could not be done   130 interrupted
            """;

    static final String OVERVIEW = """
            Shows what a model is, makes rows of it, loads them, and verifies rows against it.

            Usage: assay data COMMAND [SUBJECT ...] [OPTIONS]

            Commands:
              describe           entities, fields and relations, as a table or a picture
              generate           rows as files: CSV, JSON lines or SQL
              load               rows into a database
              verify             whether rows, made or in a database, keep what the model promises

            SUBJECT is a catalogue, or records and entity classes, or a database: jdbc:postgresql://HOST/NAME.

            Examples:
              assay data describe                                         the catalogue of the project in this folder
              assay data describe com.acme.Customer com.acme.Invoice --out model.svg
              assay data generate --scenario large --out target/data
              assay data load com.acme.Shop --url jdbc:postgresql://localhost/shop
              assay data verify jdbc:postgresql://localhost/shop

            assay data COMMAND --help says more.
            """;

    static final String DESCRIBE = """
            Shows a model: entities, fields, keys, relations, what rows keep, and the first row of each.

            Usage: assay data describe [SUBJECT ...] [OPTIONS]

            """ + SUBJECT + WHERE + DATABASE + AMOUNT + SHOWN + """
                  --format FORMAT         text, json, svg or html; else as the file's name says
                  --out FILE              write it here; - is the terminal
                  --no-color              plain text; so does the variable NO_COLOR

            Examples:
              assay data describe com.acme.Customer com.acme.Invoice --out model.html
              assay data describe jdbc:postgresql://localhost/shop --only invoice
            """ + CODES;

    static final String GENERATE = """
            Makes rows, and writes them to files: the same rows for the same model, scenario, seed and day, everywhere.

            Usage: assay data generate [SUBJECT ...] [OPTIONS]

            """ + SUBJECT + WHERE + DATABASE + AMOUNT + WORK + """

            Where they go:
                  --format FORMAT         csv, jsonl or sql; csv unless set
                  --out DIR               a file for each entity in this folder; - or nothing is standard output
                  --no-color              plain text; so does the variable NO_COLOR

            Examples:
              assay data generate com.acme.Customer --rows 1000
              assay data generate --scenario huge --out target/data --format jsonl
            """ + CODES;

    static final String LOAD = """
            Makes rows, and loads them into the tables of a database, all or none: into PostgreSQL by binary COPY.

            Usage: assay data load [SUBJECT ...] --url URL [OPTIONS]
                   assay data load jdbc:... [OPTIONS]

            """ + SUBJECT + """

            Where they go:
                  --url URL               the database; left out where it is the subject
            """ + DATABASE + """
                  --append                go on behind the rows that are there
            """ + AMOUNT + WORK + SHOWN + NO_COLOR + """

            Examples:
              assay data load com.acme.Shop --scenario large --url jdbc:postgresql://localhost/shop
              assay data load jdbc:postgresql://localhost/shop --rows 1000 --rows invoice=100k --without audit_log
            """ + CODES;

    static final String VERIFY = """
            Looks at every row, whether it keeps what the model promises: keys lead to rows, unique values differ, values
            are within their bounds, checks hold. Of a database it also says where its tables are not the model's.

            Usage: assay data verify [SUBJECT ...] [--url URL] [OPTIONS]

            """ + SUBJECT + """

            Whose rows:
                  --url URL               those of this database; else those of the scenario, as they would be made
            """ + DATABASE + AMOUNT + SHOWN + NO_COLOR + """

            Examples:
              assay data verify com.acme.Shop --scenario large
              assay data verify com.acme.Shop --url jdbc:postgresql://localhost/shop
            """ + CODES;

    private DataHelp() {}

    /** Returns a command's help. */
    static String of(String command) {
        return switch (command) {
            case "describe" -> DESCRIBE;
            case "generate" -> GENERATE;
            case "load" -> LOAD;
            case "verify" -> VERIFY;
            default -> throw new IllegalArgumentException(command);
        };
    }
}
