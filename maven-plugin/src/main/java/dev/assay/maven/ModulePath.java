package dev.assay.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.codehaus.plexus.languages.java.jpms.LocationManager;
import org.codehaus.plexus.languages.java.jpms.ResolvePathRequest;
import org.codehaus.plexus.languages.java.jpms.ResolvePathResult;
import org.codehaus.plexus.languages.java.jpms.ResolvePathsRequest;
import org.codehaus.plexus.languages.java.jpms.ResolvePathsResult;
import org.jspecify.annotations.Nullable;

/**
 * How tests of a named module run: on a class path, or with the module path that Surefire would pass.
 *
 * @param classpath what is left on the class path
 * @param jvmArgs arguments that make the module path; empty without a module
 */
record ModulePath(List<Path> classpath, List<String> jvmArgs) {

    /** Finds out whether the test classes, or else the classes, are a module, and splits the class path if so. */
    static ModulePath of(List<Path> classpath, Path testClasses, Path classes, Path javaHome) throws IOException {
        LocationManager locations = new LocationManager();
        ResolvePathResult test = descriptor(locations, testClasses, javaHome);
        if (test != null) {
            return testModule(classpath, test.getModuleDescriptor().name());
        }
        ResolvePathResult main = descriptor(locations, classes, javaHome);
        return main == null
                ? new ModulePath(classpath, List.of())
                : patchedModule(locations, classpath, main, testClasses, javaHome);
    }

    private static @Nullable ResolvePathResult descriptor(LocationManager locations, Path root, Path javaHome)
            throws IOException {
        if (!Files.exists(root.resolve("module-info.class"))) {
            return null;
        }
        ResolvePathResult result =
                locations.resolvePath(ResolvePathRequest.ofPath(root).setJdkHome(javaHome));
        return result.getModuleNameSource() == null ? null : result;
    }

    /**
     * Everything stays on the class path too, so that engines, which a test module does not require, are found there;
     * what the module graph holds is loaded from the module path all the same.
     */
    private static ModulePath testModule(List<Path> classpath, String module) {
        List<String> args = new ArrayList<>();
        args.add("--module-path");
        args.add(join(classpath));
        args.add("--add-modules");
        args.add(module);
        for (String internals : List.of("util", "logging")) {
            args.add("--add-opens");
            args.add("org.junit.platform.commons/org.junit.platform.commons." + internals + "=ALL-UNNAMED");
        }
        return new ModulePath(classpath, args);
    }

    private static ModulePath patchedModule(
            LocationManager locations, List<Path> classpath, ResolvePathResult main, Path testClasses, Path javaHome)
            throws IOException {
        ResolvePathsResult<Path> paths = locations.resolvePaths(ResolvePathsRequest.ofPaths(
                        classpath.stream().filter(Files::exists).toList())
                .setIncludeAllProviders(true)
                .setIncludeStatic(true)
                .setJdkHome(javaHome)
                .setModuleDescriptor(main.getModuleDescriptor()));
        String module = main.getModuleDescriptor().name();
        List<String> args = new ArrayList<>();
        args.add("--module-path");
        args.add(join(paths.getModulepathElements().keySet()));
        args.add("--patch-module");
        args.add(module + "=" + testClasses);
        for (String name : packages(testClasses)) {
            args.add("--add-opens");
            args.add(module + "/" + name + "=ALL-UNNAMED");
        }
        args.add("--add-modules");
        args.add(module);
        args.add("--add-reads");
        args.add(module + "=ALL-UNNAMED");
        return new ModulePath(List.copyOf(paths.getClasspathElements()), args);
    }

    private static Collection<String> packages(Path root) throws IOException {
        TreeSet<String> packages = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .map(root::relativize)
                    .filter(file -> file.getParent() != null)
                    .forEach(file -> packages.add(file.getParent().toString().replace(File.separatorChar, '.')));
        }
        packages.removeIf(name -> name.startsWith("META-INF"));
        return packages;
    }

    private static String join(Collection<Path> paths) {
        return String.join(
                File.pathSeparator, paths.stream().map(Path::toString).toList());
    }
}
