package dev.assay.maven;

import dev.assay.cli.target.ArgLine;
import dev.assay.cli.target.ForkNumber;
import dev.assay.cli.target.TagExpression;
import dev.assay.run.Suite;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** One execution of Surefire's or Failsafe's goal, as a suite. */
final class TestExecution {
    static final String FAILSAFE = "maven-failsafe-plugin";
    private static final List<String> FAILSAFE_INCLUDES = List.of("**/IT*.java", "**/*IT.java", "**/*ITCase.java");
    private static final List<String> SKIPS = List.of("skip", "skipTests", "skipExec", "skipITs");

    private final MavenSession session;
    private final MavenProject project;
    private final boolean failsafe;
    private final Settings settings;
    private final Toolchains toolchains;
    private final List<String> notices = new ArrayList<>();

    TestExecution(MavenSession session, MojoExecution execution, Toolchains toolchains) {
        this.session = session;
        this.project = session.getCurrentProject();
        this.failsafe = FAILSAFE.equals(execution.getArtifactId());
        this.settings = new Settings(session, execution);
        this.toolchains = toolchains;
    }

    /** Says why this execution runs nothing, or returns null when it runs. */
    @Nullable String skipped() {
        for (String skip : SKIPS) {
            if (settings.flag(skip)) {
                return skip + " is set";
            }
        }
        if (!Files.isDirectory(testClasses())
                && settings.list("dependenciesToScan").isEmpty()) {
            return "there are no test classes";
        }
        return null;
    }

    Suite suite(String name) throws IOException {
        TestClasspath classpath = new TestClasspath(project, settings, testClasses(), classes());
        JavaHome java = toolchains.java(settings);
        ModulePath modules = settings.flag("useModulePath")
                ? ModulePath.of(classpath.entries(), testClasses(), classes(), java.home())
                : new ModulePath(classpath.entries(), List.of());
        ClassPatterns patterns = new ClassPatterns(settings, notices);
        List<String> includes = patterns.includes();
        List<String> jvmArgs = jvmArgs(modules);
        Map<String, String> systemProperties = systemProperties(classpath.entries());
        Map<String, String> environment = environment(java);
        new Unhonoured(settings, failsafe).addTo(notices);
        return new Suite(
                name,
                classpath.scanned(),
                modules.classpath(),
                List.of(),
                workingDirectory(),
                java.command(),
                jvmArgs,
                systemProperties,
                environment,
                includes.isEmpty() && failsafe ? FAILSAFE_INCLUDES : includes,
                patterns.excludes(),
                TagExpression.of(settings.string("groups", "")),
                TagExpression.of(settings.string("excludedGroups", "")),
                !"false".equals(settings.string("reuseForks", "true")),
                notices);
    }

    private Path testClasses() {
        Path configured = settings.path("testClassesDirectory");
        return configured == null ? Path.of(project.getBuild().getTestOutputDirectory()) : configured;
    }

    /** Returns Failsafe's main artifact where it is packaged already, else the classes. */
    private Path classes() {
        Path configured = settings.path("classesDirectory");
        File packaged = project.getArtifact().getFile();
        if (configured != null) {
            return configured;
        }
        return failsafe && packaged != null && packaged.getName().endsWith(".jar")
                ? packaged.toPath()
                : Path.of(project.getBuild().getOutputDirectory());
    }

    private List<String> jvmArgs(ModulePath modules) {
        List<String> args = new ArrayList<>();
        if (!"false".equals(settings.string("enableAssertions", "true"))) {
            args.add("-ea");
        }
        args.addAll(ArgLine.split(settings.string("argLine", ""), project.getProperties(), notices));
        args.addAll(modules.jvmArgs());
        return args;
    }

    private Map<String, String> systemProperties(List<Path> classpath) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>(settings.map("systemProperties"));
        Path file = settings.path("systemPropertiesFile");
        if (file != null && Files.isRegularFile(file)) {
            Properties read = new Properties();
            try (var in = Files.newInputStream(file)) {
                read.load(in);
            }
            read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        } else if (file != null) {
            notices.add("systemPropertiesFile " + file + " cannot be read.");
        }
        properties.putAll(settings.map("systemPropertyVariables"));
        properties.putAll(configurationParameters());
        if (!"false".equals(settings.string("promoteUserPropertiesToSystemProperties", "true"))) {
            Properties user = session.getUserProperties();
            user.stringPropertyNames().stream()
                    .filter(name -> !name.equals(DescribeMojo.FOLDER))
                    .forEach(name -> properties.put(name, user.getProperty(name)));
        }
        Path folder = project.getBasedir().toPath().toAbsolutePath();
        properties.put("basedir", folder.toString());
        properties.put("localRepository", session.getLocalRepository().getBasedir());
        properties.put(
                "surefire.test.class.path",
                String.join(
                        File.pathSeparator,
                        classpath.stream().map(Path::toString).toList()));
        if (settings.string("forkCount", "1").equals("0")) {
            properties.put("user.dir", workingDirectory());
        }
        properties.replaceAll((name, value) -> ForkNumber.unify(value));
        return properties;
    }

    /** JUnit's configuration parameters: read from system properties where a request gives none. */
    private Map<String, String> configurationParameters() throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, String> property : settings.map("properties").entrySet()) {
            if (property.getKey().equals("configurationParameters")) {
                Properties read = new Properties();
                read.load(new StringReader(property.getValue()));
                read.stringPropertyNames().forEach(name -> parameters.put(name, read.getProperty(name)));
            } else {
                notices.add("the provider property " + property.getKey() + " has no counterpart and is left out.");
            }
        }
        return parameters;
    }

    private Map<String, String> environment(JavaHome java) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (java.chosen()) {
            environment.put("JAVA_HOME", java.home().toString());
        }
        settings.map("environmentVariables").forEach((name, value) -> {
            environment.put(name, ForkNumber.unify(value));
            if (value.isEmpty()) {
                notices.add("the empty environment variable " + name + " is removed instead of set to nothing.");
            }
        });
        settings.list("excludedEnvironmentVariables").forEach(name -> environment.put(name, ""));
        return environment;
    }

    private String workingDirectory() {
        Path configured = settings.path("workingDirectory");
        Path folder = configured == null ? project.getBasedir().toPath() : configured;
        return ForkNumber.unify(folder.toString());
    }
}
