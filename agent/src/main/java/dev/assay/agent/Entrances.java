package dev.assay.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces the first argument at the beginning of those methods of the JDK's pools by which tasks come in, and touches
 * nothing else. It is public since the agent lives in another class loader than what it puts beside the JDK's classes.
 *
 * @since 0.1
 */
public final class Entrances implements ClassFileTransformer {
    private static final String RUNNABLE = "(Ljava/lang/Runnable;";
    private static final String CALLABLE = "(Ljava/util/concurrent/Callable;";

    private static final String POOL = "java/util/concurrent/ThreadPoolExecutor";

    /** Where tasks come in, by class: the beginnings of methods, as name and descriptor. */
    private static final Map<String, List<String>> ENTRANCES = Map.of(
            // What is submitted or scheduled is one of these.
            "java/util/concurrent/FutureTask",
            List.of("<init>" + CALLABLE, "<init>" + RUNNABLE),
            POOL,
            // What is removed has to be what came in.
            List.of("execute" + RUNNABLE, "remove" + RUNNABLE),
            // CompletableFuture's stages come in by execute.
            "java/util/concurrent/ForkJoinPool",
            List.of("execute" + RUNNABLE, "submit" + RUNNABLE, "submit" + CALLABLE));

    /** Begins to look for them. */
    public Entrances() {}

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (loader != null || name == null) {
            return null;
        }
        List<String> entrances = ENTRANCES.get(name);
        if (entrances == null) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new EntranceClass(writer, name, entrances), 0);
        return writer.toByteArray();
    }

    private static final class EntranceClass extends ClassVisitor {
        private final String type;
        private final List<String> entrances;

        EntranceClass(ClassVisitor next, String type, List<String> entrances) {
            super(Opcodes.ASM9, next);
            this.type = type;
            this.entrances = entrances;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean entrance = entrances.stream().anyMatch(each -> (name + descriptor).startsWith(each));
            return entrance ? new Beginning(method, type, descriptor.startsWith(RUNNABLE)) : method;
        }
    }

    /** Replaces the first argument. */
    private static final class Beginning extends MethodVisitor {
        private static final String CARRIED = "dev/assay/agent/Carried";

        private final String type;
        private final boolean runnable;

        Beginning(MethodVisitor method, String type, boolean runnable) {
            super(Opcodes.ASM9, method);
            this.type = type;
            this.runnable = runnable;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, 1);
            if (!runnable) {
                visitMethodInsn(
                        Opcodes.INVOKESTATIC, CARRIED, "call", CALLABLE + ")Ljava/util/concurrent/Callable;", false);
            } else if (type.equals(POOL)) {
                visitVarInsn(Opcodes.ALOAD, 0);
                visitMethodInsn(
                        Opcodes.INVOKESTATIC, CARRIED, "task", RUNNABLE + "L" + POOL + ";)Ljava/lang/Runnable;", false);
            } else {
                visitMethodInsn(Opcodes.INVOKESTATIC, CARRIED, "task", RUNNABLE + ")Ljava/lang/Runnable;", false);
            }
            visitVarInsn(Opcodes.ASTORE, 1);
        }
    }
}
