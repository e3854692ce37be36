package dev.assay.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What one class file says that matters for planning; superclasses and nested classes are joined by the scanner. */
final class ClassReading extends ClassVisitor {
    private static final int API = Opcodes.ASM9;

    /** Annotations of methods that a test engine runs. */
    private static final Set<String> TESTS = Set.of(
            "Lorg/junit/jupiter/api/Test;",
            "Lorg/junit/jupiter/api/RepeatedTest;",
            "Lorg/junit/jupiter/api/TestFactory;",
            "Lorg/junit/jupiter/api/TestTemplate;",
            "Lorg/junit/jupiter/params/ParameterizedTest;",
            "Lorg/junit/Test;",
            "Lorg/testng/annotations/Test;",
            "Lnet/jqwik/api/Property;",
            "Lnet/jqwik/api/Example;");

    private static final Set<String> REGISTERING = Set.of(
            "Lorg/junit/jupiter/api/RepeatedTest;",
            "Lorg/junit/jupiter/api/TestFactory;",
            "Lorg/junit/jupiter/api/TestTemplate;",
            "Lorg/junit/jupiter/params/ParameterizedTest;");

    /** Annotations of a class's members after which its methods must stay together. */
    private static final Set<String> KEEPS_TOGETHER = Set.of(
            "Lorg/junit/jupiter/api/BeforeAll;",
            "Lorg/junit/jupiter/api/AfterAll;",
            "Lorg/junit/jupiter/api/extension/ExtendWith;",
            "Lorg/junit/jupiter/api/extension/RegisterExtension;",
            "Lorg/junit/BeforeClass;",
            "Lorg/junit/AfterClass;",
            "Lorg/junit/ClassRule;");

    /**
     * Annotations of a class that say nothing about its fixtures. Any other may bring an extension along, as
     * {@code @SpringBootTest} does, whose before-all would run once for each part.
     */
    private static final Set<String> HARMLESS = Set.of(
            "Lorg/junit/jupiter/api/Tag;",
            "Lorg/junit/jupiter/api/Tags;",
            "Lorg/junit/jupiter/api/DisplayName;",
            "Lorg/junit/jupiter/api/DisplayNameGeneration;",
            "Lorg/junit/jupiter/api/Disabled;",
            "Lorg/junit/jupiter/api/Nested;",
            "Lorg/junit/jupiter/api/Timeout;",
            "Lorg/junit/jupiter/api/parallel/Execution;",
            "Lorg/junit/jupiter/api/parallel/Isolated;",
            "Lorg/junit/jupiter/api/parallel/ResourceLock;",
            "Lorg/junit/jupiter/api/parallel/ResourceLocks;",
            "Lorg/junit/experimental/categories/Category;",
            "Ljava/lang/Deprecated;",
            "Ljava/lang/FunctionalInterface;",
            "Lkotlin/Metadata;");

    /** How many statics a call may have been given that changes the first of them. */
    private static final int STATICS = 3;

    private static final Set<String> WAITING = Set.of(
            "sleep", "await", "join", "wait", "park", "parkNanos", "awaitTermination", "sleepQuietly", "acquire");

    private static final Set<String> WAITING_OWNERS = Set.of(
            "java/lang/Thread",
            "java/lang/Object",
            "java/lang/Process",
            "java/net/ServerSocket",
            "java/net/Socket",
            "java/net/http/HttpClient");

    final List<StaticField> statics = new ArrayList<>();
    final Map<String, String> springAnnotations = new HashMap<>();

    /** Static fields that a method, other than an initializer, writes, or whose array or collection it changes. */
    final List<StaticRef> changed = new ArrayList<>();

    /** Superinterfaces, but for those of the JDK. */
    final List<String> interfaces = new ArrayList<>();

    String name = "";

    @Nullable String superName;

    int access;
    boolean isNested;
    boolean hasTests;
    boolean registers;
    boolean keepsTogether;
    boolean waits;
    boolean hasMutableInstanceState;

    ClassReading() {
        super(API);
    }

    static ClassReading of(byte[] classFile) {
        ClassReading reading = new ClassReading();
        new ClassReader(classFile).accept(reading, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return reading;
    }

    /** A static field that may be state. */
    record StaticField(String name, String descriptor, boolean isFinal) {}

    /** A static field as code refers to it: through the class that declares it, or one that inherits it. */
    record StaticRef(String owner, String field) {}

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String[] interfaces) {
        this.name = name;
        for (String each : interfaces) {
            if (!each.startsWith("java/")) {
                this.interfaces.add(each);
            }
        }
        this.superName = superName;
        this.access = access;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        // What is not there at run time is not there for an engine.
        keepsTogether |= visible && !HARMLESS.contains(descriptor);
        isNested |= descriptor.equals("Lorg/junit/jupiter/api/Nested;");
        if (descriptor.startsWith("Lorg/springframework/")) {
            StringBuilder values = new StringBuilder();
            springAnnotations.put(descriptor, "");
            return new ValuesVisitor(values, () -> springAnnotations.put(descriptor, values.toString()));
        }
        return null;
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        boolean isFinal = (access & Opcodes.ACC_FINAL) != 0;
        if (isStatic && (access & Opcodes.ACC_SYNTHETIC) == 0) {
            statics.add(new StaticField(name, descriptor, isFinal));
        } else if (!isStatic && !isFinal) {
            hasMutableInstanceState = true;
        }
        return new FieldVisitor(API) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                keepsTogether |= KEEPS_TOGETHER.contains(annotation);
                if (annotation.contains("/MockBean;")
                        || annotation.contains("/SpyBean;")
                        || annotation.contains("/MockitoBean;")
                        || annotation.contains("/MockitoSpyBean;")) {
                    springAnnotations.put(annotation + name, descriptor);
                }
                return null;
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        boolean junit3 = method.startsWith("test") && descriptor.equals("()V");
        boolean initializer = method.equals("<clinit>");
        return new MethodVisitor(API) {
            private final Deque<StaticRef> lastStatics = new ArrayDeque<>();
            private int sinceStatic;

            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                hasTests |= TESTS.contains(annotation);
                registers |= REGISTERING.contains(annotation);
                keepsTogether |= KEEPS_TOGETHER.contains(annotation);
                return null;
            }

            @Override
            public void visitCode() {
                hasTests |= junit3 && "junit/framework/TestCase".equals(superName);
            }

            @Override
            public void visitFieldInsn(int opcode, String owner, String field, String type) {
                if (owner.startsWith("java/")) {
                    return;
                }
                StaticRef read = new StaticRef(owner, field);
                if (opcode == Opcodes.PUTSTATIC && !initializer) {
                    changed.add(read);
                } else if (opcode == Opcodes.GETSTATIC) {
                    lastStatics.addFirst(read);
                    if (lastStatics.size() > STATICS) {
                        lastStatics.removeLast();
                    }
                    sinceStatic = 0;
                }
            }

            @Override
            public void visitInsn(int opcode) {
                if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
                    changes();
                }
            }

            @Override
            public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
                if (owner.startsWith("java/util/") && StaticState.changes(called)) {
                    changes();
                }
                waits |= WAITING.contains(called)
                                && (WAITING_OWNERS.contains(owner)
                                        || owner.startsWith("java/util/concurrent/")
                                        || called.startsWith("sleep"))
                        || owner.equals("java/util/concurrent/Executors")
                        || owner.startsWith("org/awaitility/");
            }

            // The statics read last are taken for what is changed; wrong guesses only keep a class whole.
            private void changes() {
                if (!initializer && !lastStatics.isEmpty() && sinceStatic++ < 8) {
                    changed.addAll(lastStatics);
                }
            }
        };
    }

    /** Flattens an annotation's values into text, to compare annotations by. */
    private static final class ValuesVisitor extends AnnotationVisitor {
        private final StringBuilder values;
        private final Runnable whenDone;

        ValuesVisitor(StringBuilder values, Runnable whenDone) {
            super(API);
            this.values = values;
            this.whenDone = whenDone;
        }

        @Override
        public void visit(@Nullable String key, Object value) {
            values.append(key).append('=').append(value).append(';');
        }

        @Override
        public void visitEnum(@Nullable String key, String type, String value) {
            values.append(key).append('=').append(value).append(';');
        }

        @Override
        public AnnotationVisitor visitAnnotation(@Nullable String key, String type) {
            values.append(key).append('=').append(type);
            return new ValuesVisitor(values, () -> {});
        }

        @Override
        public AnnotationVisitor visitArray(String key) {
            values.append(key).append('=');
            return new ValuesVisitor(values, () -> {});
        }

        @Override
        public void visitEnd() {
            whenDone.run();
        }
    }
}
