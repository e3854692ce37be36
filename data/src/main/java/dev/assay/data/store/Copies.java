package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies of what can be changed by whoever has it: arrays, dates, collections, maps, and what else can be cloned.
 *
 * <p>A copy is of its value's own class where that can be cloned or made of another. Collections of the JDK that can be
 * neither are unmodifiable ones most often, and become lists, sets or maps that are their owner's; so may what is in them
 * be copied too. Of others, unmodifiable ones stay what they are; so does what is {@code Iterable} and neither a collection
 * nor {@code Cloneable}, as a path is.
 */
final class Copies {
    private Copies() {}

    /**
     * Returns a copy of a value, and the value itself where nothing says that it can be changed.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-089 of a collection or map that can be changed, and not copied
     */
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Collection<?> collection) {
            return collection(collection);
        } else if (value instanceof Map<?, ?> map) {
            return map(map);
        } else if (value != null && value.getClass().isArray()) {
            return array(value);
        } else if (value instanceof Cloneable && !(value instanceof Locale)) {
            Object copy = sameKind(value, null);
            return copy == null ? value : copy;
        }
        return value;
    }

    private static Object array(Object value) {
        int length = Array.getLength(value);
        Object copy = Array.newInstance(value.getClass().getComponentType(), length);
        System.arraycopy(value, 0, copy, 0, length);
        if (copy instanceof Object[]) {
            @Nullable Object[] all = (@Nullable Object[]) copy;
            Arrays.setAll(all, i -> of(all[i]));
        }
        return copy;
    }

    @SuppressWarnings("unchecked") // a copy holds what its original does
    private static Object collection(Collection<?> from) {
        List<@Nullable Object> elements = new ArrayList<>(from.size());
        boolean changed = false;
        for (Object each : from) {
            Object copy = of(each);
            elements.add(copy);
            changed |= copy != each;
        }
        if (from.getClass() == ArrayList.class) {
            return elements;
        }
        Collection<@Nullable Object> same = (Collection<@Nullable Object>) sameKind(from, Collection.class);
        if (same != null && same.size() == from.size()) {
            if (changed && isOfJdk(from.getClass())) {
                same.clear();
                same.addAll(elements);
            }
            return same;
        } else if (!isOfJdk(from.getClass()) || from instanceof Queue<?>) {
            return unmodifiable(from, from);
        } else if (from instanceof SortedSet<?> sorted) {
            Set<@Nullable Object> set = new TreeSet<>(((SortedSet<Object>) sorted).comparator());
            set.addAll(elements);
            return set;
        }
        return from instanceof Set<?> ? new LinkedHashSet<>(elements) : elements;
    }

    @SuppressWarnings("unchecked") // likewise
    private static Object map(Map<?, ?> from) {
        Map<Object, @Nullable Object> same = (Map<Object, @Nullable Object>) sameKind(from, Map.class);
        if (same != null && same.size() == from.size()) {
            if (isOfJdk(from.getClass())) {
                same.replaceAll((key, value) -> of(value));
            }
            return same;
        } else if (!isOfJdk(from.getClass())) {
            return unmodifiable(from, from.entrySet());
        }
        Map<Object, @Nullable Object> copy = from instanceof SortedMap<?, ?> sorted
                ? new TreeMap<>(((SortedMap<Object, Object>) sorted).comparator())
                : new LinkedHashMap<>();
        from.forEach((key, value) -> copy.put(key, of(value)));
        return copy;
    }

    /** Returns a value that nobody can change; what can be changed refuses nothing when asked to remove none. */
    private static Object unmodifiable(Object value, Collection<?> elements) {
        try {
            elements.removeIf(each -> false);
        } catch (UnsupportedOperationException e) {
            return value;
        }
        String type = value.getClass().getName();
        throw Diagnosis.of("ASSAY-DATA-089", "a value cannot be copied.")
                .with("class", type)
                .because("each test has values of its own, and this one could be changed for all of them")
                .toFix("a public constructor " + value.getClass().getSimpleName() + "("
                        + value.getClass().getSimpleName() + " other), which copies another")
                .toFix("a class of java.util in its place, or one that nobody can change")
                .exception();
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getName().startsWith("java.");
    }

    /**
     * Returns a copy of the same class; null if it cannot be made.
     *
     * @param like what a class of its kind can be made of by convention, besides itself; null of what is only cloned
     */
    private static @Nullable Object sameKind(Object value, @Nullable Class<?> like) {
        Class<?> type = value.getClass();
        try {
            Method clone = value instanceof Cloneable ? cloning(type) : null;
            if (clone != null) {
                return clone.invoke(value);
            }
            for (Constructor<?> each : type.getConstructors()) {
                Class<?>[] of = each.getParameterTypes();
                // By convention: what is no collection may be something else's part, and no copy of it.
                if (like != null && of.length == 1 && (of[0] == type || of[0] == like) && isOpen(each, type)) {
                    return each.newInstance(value);
                }
            }
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be copied", e);
        }
    }

    private static @Nullable Method cloning(Class<?> type) throws NoSuchMethodException {
        for (Method each : type.getMethods()) {
            if (each.getName().equals("clone")
                    && each.getParameterCount() == 0
                    && isOpen(each, each.getDeclaringClass())) {
                return each;
            }
        }
        return null;
    }

    private static boolean isOpen(java.lang.reflect.AccessibleObject member, Class<?> type) {
        return Modifier.isPublic(type.getModifiers()) && type.getModule().isExported(type.getPackageName())
                || !isOfJdk(type) && member.trySetAccessible();
    }
}
