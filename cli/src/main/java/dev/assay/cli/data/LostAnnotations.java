package dev.assay.cli.data;

import dev.assay.core.Diagnosis;
import dev.assay.data.Model;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;

/**
 * Annotations that say something of a model, and that the classpath does not hold: Java reads a class as if they were not
 * there, and a model would promise less than it says.
 */
final class LostAnnotations {
    private static final Pattern TELLING =
            Pattern.compile("(jakarta|javax)\\.(validation|persistence)\\..*|.*\\.(Nullable|NotNull|NonNull)");

    private final ClassLoader loader;
    private final Set<String> lost = new TreeSet<>();

    private LostAnnotations(ClassLoader loader) {
        this.loader = loader;
    }

    /** Returns a warning if the classes of a model have annotations that cannot be read. */
    static Optional<Diagnosis> of(Model model) {
        Set<String> lost = new TreeSet<>();
        model.entities()
                .forEach(entity -> entity.type().ifPresent(type -> {
                    ClassLoader loader = type.getClassLoader();
                    if (loader != null) {
                        LostAnnotations of = new LostAnnotations(loader);
                        of.read(type);
                        lost.addAll(of.lost);
                    }
                }));
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of(Diagnosis.of("ASSAY-CLI-040", "annotations of the model are not on the classpath.")
                        .with("annotations", String.join("\n", lost))
                        .because("what they say of fields is not known, and rows will not keep it")
                        .toFix("--classpath CP, with the jars that hold them, or assay data in the project's folder"));
    }

    private void read(Class<?> type) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = loader.getResourceAsStream(file)) {
            if (bytes != null) {
                int skipped = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
                new ClassReader(bytes).accept(new OfClass(), skipped);
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return; // a class file newer than this reader: no warning is better than none of its work done
        }
    }

    private @Nullable AnnotationVisitor look(String descriptor) {
        String name = Type.getType(descriptor).getClassName();
        if (TELLING.matcher(name).matches() && loader.getResource(name.replace('.', '/') + ".class") == null) {
            lost.add(name);
        }
        return null;
    }

    private final class OfClass extends ClassVisitor {
        OfClass() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return look(descriptor);
        }

        @Override
        public FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            return new OfField();
        }
    }

    /** A record's component, too: the compiler writes what is said of it to its field. */
    private final class OfField extends FieldVisitor {
        OfField() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return look(descriptor);
        }

        @Override
        public @Nullable AnnotationVisitor visitTypeAnnotation(
                int reference, @Nullable TypePath path, String descriptor, boolean visible) {
            return look(descriptor);
        }
    }
}
