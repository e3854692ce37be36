package dev.assay.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Reads test classes' files, with their supertypes and nested classes, without loading anything. */
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
        joined.addOuter(own);
        for (String inner : nested.getOrDefault(name, List.of())) {
            bytes += scanned.size(inner);
            ClassReading reading = reading(inner);
            if (reading != null) {
                joined.addNested(reading);
            }
        }
        List<String> state = joined.state();
        return new TestClass(
                name,
                bytes,
                joined.looksLikeTest,
                maySplit && !joined.keepsTogether && state.isEmpty(),
                state,
                joined.waits,
                joined.registers,
                joined.spring.isEmpty() ? "" : joined.spring.toString());
    }

    private final class Joined {
        private final Map<String, String> spring = new TreeMap<>();
        private final Map<String, ClassReading> parts = new LinkedHashMap<>();
        private boolean looksLikeTest;
        private boolean keepsTogether;
        private boolean waits;
        private boolean registers;

        void addOuter(ClassReading own) {
            addWithSupertypes(own);
            parts.values().forEach(part -> spring.putAll(part.springAnnotations));
        }

        private void addWithSupertypes(ClassReading own) {
            looksLikeTest |= "junit/framework/TestCase".equals(own.superName);
            if (!add(own)) {
                return;
            }
            if (own.superName != null && !own.superName.startsWith("java/")) {
                addSupertype(own.superName);
            }
            own.interfaces.forEach(this::addSupertype);
        }

        private void addSupertype(String internalName) {
            ClassReading type = reading(internalName.replace('/', '.'));
            if (type != null) {
                addWithSupertypes(type);
            }
        }

        /** What a nested class inherits matters only where it has tests: many are values, or nameless. */
        void addNested(ClassReading inner) {
            if (inner.isNested) {
                addWithSupertypes(inner);
            } else {
                add(inner);
            }
        }

        private boolean add(ClassReading reading) {
            looksLikeTest |= reading.hasTests;
            waits |= reading.waits;
            registers |= reading.registers;
            keepsTogether |= reading.keepsTogether;
            return parts.put(reading.name, reading) == null;
        }

        /** Returns the static fields that are state, which any of the class's parts may change. */
        List<String> state() {
            Set<String> changed = new HashSet<>();
            for (ClassReading reading : parts.values()) {
                for (ClassReading.StaticRef each : reading.changed) {
                    if (parts.containsKey(each.owner())) {
                        changed.add(each.field());
                    }
                }
            }
            List<String> state = new ArrayList<>();
            for (ClassReading reading : parts.values()) {
                boolean isEnum = (reading.access & Opcodes.ACC_ENUM) != 0;
                for (ClassReading.StaticField field : reading.statics) {
                    if (!isEnum
                            && (changed.contains(field.name())
                                    || !StaticState.isConstant(field, ClassScanner.this::isImmutable))) {
                        state.add(field.name());
                    }
                }
            }
            return state;
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
