package dev.assay.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Reads test classes' files, with their superclasses and nested classes, without loading anything. */
final class ClassScanner {
    private final ClassFiles scanned;
    private final ClassLoader classpath;
    private final boolean maySplit;
    private final Map<String, @Nullable ClassReading> readings = new HashMap<>();
    private final Map<String, List<String>> nested = new TreeMap<>();

    /**
     * Prepares to read.
     *
     * @param scanned where the test classes are
     * @param classpath where else superclasses and the types of constants may be
     * @param maySplit whether classes of this suite may be split at all
     */
    ClassScanner(ClassFiles scanned, ClassLoader classpath, boolean maySplit) {
        this.scanned = scanned;
        this.classpath = classpath;
        this.maySplit = maySplit;
        for (String name : scanned.names()) {
            for (int dollar = name.indexOf('$', 1); dollar > 0; dollar = name.indexOf('$', dollar + 1)) {
                nested.computeIfAbsent(name.substring(0, dollar), key -> new ArrayList<>())
                        .add(name);
            }
        }
    }

    /** Returns the names of classes that patterns select; nested ones travel with their outer class. */
    static List<String> candidates(Collection<String> names, ClassPatterns patterns, boolean nestedToo) {
        List<String> selected = new ArrayList<>();
        for (String name : names) {
            if ((nestedToo || name.indexOf('$') < 0) && patterns.matches(name)) {
                selected.add(name);
            }
        }
        return selected;
    }

    /** Reads a class; null if it is abstract, an interface or the like, which no engine runs. */
    @Nullable TestClass scan(String name) {
        ClassReading own = reading(name);
        if (own == null
                || (own.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION)) != 0) {
            return null;
        }
        long bytes = scanned.size(name);
        Joined joined = new Joined();
        joined.addWithSuperclasses(own);
        for (String inner : nested.getOrDefault(name, List.of())) {
            bytes += scanned.size(inner);
            ClassReading reading = reading(inner);
            if (reading != null) {
                joined.addNested(reading);
            }
        }
        return new TestClass(
                name,
                bytes,
                joined.looksLikeTest,
                maySplit && !joined.keepsTogether,
                joined.waits,
                joined.registers,
                joined.spring.isEmpty() ? "" : joined.spring.toString());
    }

    private final class Joined {
        private final Map<String, String> spring = new TreeMap<>();
        private final Set<String> seen = new HashSet<>();
        private boolean looksLikeTest;
        private boolean keepsTogether;
        private boolean waits;
        private boolean registers;

        void addWithSuperclasses(ClassReading own) {
            ClassReading at = own;
            while (at != null && seen.add(at.name)) {
                add(at);
                looksLikeTest |= at.hasTests || "junit/framework/TestCase".equals(at.superName);
                spring.putAll(at.springAnnotations);
                at = at.superName == null || at.superName.startsWith("java/")
                        ? null
                        : reading(at.superName.replace('/', '.'));
            }
        }

        void addNested(ClassReading inner) {
            add(inner);
            looksLikeTest |= inner.hasTests;
        }

        private void add(ClassReading reading) {
            waits |= reading.waits;
            registers |= reading.registers;
            keepsTogether |= reading.keepsTogether;
            boolean isEnum = (reading.access & Opcodes.ACC_ENUM) != 0;
            for (ClassReading.StaticField field : reading.statics) {
                keepsTogether |= !isEnum && !StaticState.isConstant(field, reading, ClassScanner.this::isImmutable);
            }
        }
    }

    /** A class of the suite whose fields are final, and those of its superclasses. */
    private boolean isImmutable(String internalName) {
        if (internalName.startsWith("java/")) {
            return false;
        }
        ClassReading reading = reading(internalName.replace('/', '.'));
        if (reading == null || reading.hasMutableInstanceState) {
            return false;
        }
        return reading.superName == null
                || reading.superName.equals("java/lang/Object")
                || reading.superName.equals("java/lang/Enum")
                || reading.superName.equals("java/lang/Record")
                || isImmutable(reading.superName);
    }

    private @Nullable ClassReading reading(String name) {
        if (readings.containsKey(name)) {
            return readings.get(name);
        }
        byte[] bytes = scanned.read(name);
        if (bytes == null) {
            bytes = fromClasspath(name);
        }
        ClassReading reading = bytes == null ? null : read(bytes);
        readings.put(name, reading);
        return reading;
    }

    private byte @Nullable [] fromClasspath(String name) {
        try (InputStream in = classpath.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable ClassReading read(byte[] bytes) {
        try {
            return ClassReading.of(bytes);
        } catch (RuntimeException e) {
            // Not a class file, or newer than ASM knows: the JVM will say what is wrong with it.
            return null;
        }
    }
}
