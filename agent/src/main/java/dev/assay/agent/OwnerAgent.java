package dev.assay.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URISyntaxException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Has the JDK's pools hand each task to {@link Carried} first.
 *
 * @since 0.1
 */
public final class OwnerAgent {
    private OwnerAgent() {}

    /**
     * Is called by the JVM before the program.
     *
     * @throws IllegalStateException if the JDK's classes cannot be changed
     */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(ownJar()));
            instrumentation.addTransformer(new Entrances(), true);
            instrumentation.retransformClasses(FutureTask.class, ThreadPoolExecutor.class, ForkJoinPool.class);
        } catch (IOException | URISyntaxException | UnmodifiableClassException e) {
            throw new IllegalStateException("the JDK's pools cannot be changed", e);
        }
    }

    private static File ownJar() throws URISyntaxException {
        return new File(OwnerAgent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
