package dev.assay.run;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides whether a static field is state that tests of a class may share, in which case the class is not split.
 * Constants are not: final fields of immutable types, and arrays and collections that no method changes.
 */
final class StaticState {
    private static final Set<String> IMMUTABLE = Set.of(
            "java/lang/String",
            "java/lang/Class",
            "java/lang/Boolean",
            "java/lang/Byte",
            "java/lang/Character",
            "java/lang/Short",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Float",
            "java/lang/Double",
            "java/math/BigDecimal",
            "java/math/BigInteger",
            "java/util/Locale",
            "java/util/UUID",
            "java/util/Optional",
            "java/util/regex/Pattern",
            "java/nio/charset/Charset",
            "java/nio/file/Path",
            "java/net/URI",
            "java/net/URL",
            "java/io/File",
            "java/util/TimeZone",
            "java/util/Comparator",
            "java/lang/reflect/Method",
            "java/lang/reflect/Type",
            "java/lang/reflect/Field",
            "java/lang/reflect/Constructor",
            "java/lang/Runnable",
            "java/lang/Iterable");

    /** Types that are constants as long as nobody calls one of their changing methods. */
    private static final Set<String> COLLECTIONS = Set.of(
            "java/util/List",
            "java/util/Set",
            "java/util/Map",
            "java/util/Collection",
            "java/util/SortedMap",
            "java/util/SortedSet",
            "java/util/ArrayList",
            "java/util/HashMap",
            "java/util/HashSet",
            "java/util/Date",
            "java/util/Calendar",
            "java/util/GregorianCalendar",
            "java/util/Properties",
            "java/util/BitSet",
            "java/lang/Object");

    private StaticState() {}

    /** Tells whether a static field is no state: {@code isImmutable} answers for the classes of the suite. */
    static boolean isConstant(ClassReading.StaticField field, Predicate<String> isImmutable) {
        if (!field.isFinal()) {
            return false;
        }
        String type = field.descriptor();
        if (!type.startsWith("L")) {
            return true;
        }
        String name = type.substring(1, type.length() - 1);
        return IMMUTABLE.contains(name)
                || COLLECTIONS.contains(name)
                || name.startsWith("java/time/")
                || name.startsWith("java/util/function/")
                || name.endsWith("Logger")
                || name.endsWith("/Log")
                || isImmutable.test(name);
    }

    /** Tells whether a method of a JDK collection, date or calendar is named as if it changed its object. */
    static boolean changes(String method) {
        return method.startsWith("add")
                || method.startsWith("put")
                || method.startsWith("set")
                || method.startsWith("remove")
                || method.startsWith("clear")
                || method.startsWith("retain")
                || method.startsWith("replace")
                || method.startsWith("compute")
                || method.startsWith("merge")
                || method.startsWith("sort")
                || method.startsWith("roll")
                || method.equals("push")
                || method.equals("pop")
                || method.equals("poll")
                || method.equals("offer");
    }
}
