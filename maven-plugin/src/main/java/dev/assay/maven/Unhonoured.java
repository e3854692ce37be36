package dev.assay.maven;

import java.util.List;

/** What a configuration asks for and Assay does not do, each said in a sentence. */
final class Unhonoured {
    private final Settings settings;
    private final boolean failsafe;

    Unhonoured(Settings settings, boolean failsafe) {
        this.settings = settings;
        this.failsafe = failsafe;
    }

    void addTo(List<String> notices) {
        unless(notices, "parallel", "none", "Assay runs classes side by side in JVMs of their own, not in threads.");
        unless(notices, "rerunFailingTestsCount", "0", "use --retries.");
        unless(notices, "failOnFlakeCount", "0", "flaky = \"fail\" in assay.toml fails a run with flaky tests.");
        unless(notices, "skipAfterFailureCount", "0", "use --fail-fast.");
        unless(notices, "forkedProcessTimeoutInSeconds", "0", "use --test-timeout.");
        unless(notices, "parallelTestsTimeoutInSeconds", "0.0", "use --test-timeout.");
        unless(notices, "parallelTestsTimeoutForcedInSeconds", "0.0", "use --test-timeout.");
        unless(notices, "runOrder", "filesystem", "use --order.");
        unless(notices, "testFailureIgnore", "false", "a failed test fails the run.");
        unless(notices, "debugForkedProcess", "false", "use --debug.");
        unless(notices, "childDelegation", "false", "tests are loaded by the system class loader.");
        unless(notices, "objectFactory", "", "it is TestNG's.");
        unless(notices, "failIfNoTests", "false", "a run without any test at all ends with exit code 3.");
        if (settings.string("forkCount", "1").equals("0")) {
            notices.add("forkCount=0 is not taken over: tests never run inside Maven.");
        }
        for (String list : List.of("includeJUnit5Engines", "excludeJUnit5Engines", "suiteXmlFiles")) {
            if (!settings.list(list).isEmpty()) {
                notices.add(list + " is not taken over: every engine on the classpath takes part.");
            }
        }
        if (settings.hasElements("additionalClasspathDependencies")) {
            notices.add("additionalClasspathDependencies are not taken over: declare them with scope test.");
        }
        if (failsafe) {
            notices.add("integration tests run without the goals bound to pre-integration-test and"
                    + " post-integration-test, and on classes where nothing was packaged.");
        }
    }

    private void unless(List<String> notices, String name, String harmless, String instead) {
        String value = settings.string(name, "");
        if (!value.isEmpty() && !value.equals(harmless) && !value.equals("0")) {
            notices.add(name + "=" + value + " is not taken over: " + instead);
        }
    }
}
