package dev.assay.cli;

/** What {@code --help} shows: the words stand here as they look, a test sees to it that no option is missing. */
final class Help {
    static final String OVERVIEW = """
            Assay runs an existing JUnit suite, unchanged, as fast as the machine allows, and loses no test.

            Usage: assay COMMAND [OPTIONS]

            Commands:
              test [TARGET]      run a Maven project, a published artifact's tests, or a classpath
              parallelize        say which classes may run at once, prove it, and what to change
              compare A B        compare two runs, test by test
              history [TEST]     cost, outcomes and flakiness of a test, or of the worst twenty
              slowest            the tests that cost most
              flaky              the tests that do not always have one outcome
              data               describe a model; make, load and verify rows of it
              db                 what is kept of databases for tests, and the servers that run

            Examples:
              assay test                                           the project in this folder
              assay test org.apache.commons:commons-lang3:3.20.0   a suite that someone published
              assay test --profile fast                            the quick tests, until the first failure
              assay test --last-failed                             what failed the last time
              assay compare target/assay/latest target/surefire-reports
              assay data generate com.acme.Customer --rows 1000    a thousand believable rows

            assay COMMAND --help says more; assay --version says which Assay this is.
            """;

    static final String TEST = """
            Runs a JUnit suite and writes a report that shows where the time went.

            Usage: assay test [TARGET] [TEST ...] [OPTIONS]

            TARGET is a Maven project's folder (this one, if left out), or group:artifact:version of a published
            artifact that has a tests jar, or nothing where --scan is given. TEST is CLASS or CLASS#METHOD; * allowed.

            What to run:
              -t, --test TEST             the same as TEST: only this class or method; repeatable
                  --include PATTERN       only classes like **/*IT.java, as Surefire writes it; repeatable
                  --exclude PATTERN       not these classes; repeatable
                  --tags EXPRESSION       only tests with these tags: 'db & !slow'
                  --last-failed           only what failed or was lost when it last ran
              -p, --profile NAME          fast, ci, nightly, debug, or one of assay.toml
                  --scan DIR|JAR          take test classes from here, without Maven; repeatable
                  --classpath CP          what these classes need besides

            How to run it:
              -w, --workers N|auto        how many JVMs; auto follows the CPU, auto:4 up to 4
                  --order ORDER           history (dearest first), random[:SEED], discovery, reverse
              -f, --fail-fast             stop at the first failure
                  --retries N             try what failed again, in a fresh JVM
                  --test-timeout TIME     end a test after this long, 10m unless set; 0 for never
                  --times N               run N times in random order and say which tests differ
                  --debug                 one worker that waits for a debugger
                  --leftovers             name the test that left a thread, port or setting behind
                  --leaks fail|warn|off   whether what is left behind makes the run fail
                  --tier TIER             tests' databases in memory, sandbox, clone or external
                  --jvm-args ARGS         for every worker, such as --jvm-args=-Xmx1g
                  --mvn-args ARGS         for Maven, such as --mvn-args=-Pintegration
                  --rebuild               ask Maven again, also where nothing seems to have changed
                  --offline               fetch nothing

            What to keep:
                  --coverage              record coverage with JaCoCo: one file, one page
                  --out DIR               write the reports exactly here, not in target/assay/RUN
                  --history FILE          remember runs here, not in .assay/history.db
                  --no-color              plain text; so does the variable NO_COLOR

            Exit codes:  0 passed   1 failed   2 wrong usage   3 nothing to run   4 the run is broken   130 interrupted

            Examples:
              assay test 'InvoiceTest#totals*' --debug
              assay test --tags '!slow' --workers 4
              assay test --scan build/classes/java/test --classpath "$(cat test-classpath.txt)"
              assay test --profile nightly --out reports
            """;

    private Help() {}
}
