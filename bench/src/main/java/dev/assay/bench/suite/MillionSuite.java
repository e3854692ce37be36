package dev.assay.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Test classes without work in them, as class files: what running them takes is overhead.
 *
 * @param classes how many
 * @param testsPerClass empty {@code @Test} methods in each
 * @since 0.1
 */
public record MillionSuite(int classes, int testsPerClass) {
    private static final int CLASSES_PER_PACKAGE = 100;

    /** Returns the binary names of the classes, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>(classes);
        for (int i = 0; i < classes; i++) {
            names.add(name(i));
        }
        return names;
    }

    /** Writes the class files below the folder; what stands there is written over. */
    public void write(Path folder) throws IOException {
        for (int i = 0; i < classes; i++) {
            String internal = name(i).replace('.', '/');
            Path file = folder.resolve(internal + ".class");
            if (i % CLASSES_PER_PACKAGE == 0) {
                Files.createDirectories(file.getParent());
            }
            Files.write(file, classFile(internal));
        }
    }

    private static String name(int index) {
        return "empty.p%03d.C%05dTest".formatted(index / CLASSES_PER_PACKAGE, index);
    }

    private byte[] classFile(String internalName) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, internalName, null, "java/lang/Object", null);
        MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(1, 1);
        constructor.visitEnd();
        for (int i = 0; i < testsPerClass; i++) {
            MethodVisitor test = writer.visitMethod(Opcodes.ACC_PUBLIC, "test_%03d".formatted(i), "()V", null, null);
            test.visitAnnotation("Lorg/junit/jupiter/api/Test;", true).visitEnd();
            test.visitCode();
            test.visitInsn(Opcodes.RETURN);
            test.visitMaxs(0, 1);
            test.visitEnd();
        }
        writer.visitEnd();
        return writer.toByteArray();
    }
}
