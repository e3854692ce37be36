package dev.assay.data.load;

import java.lang.invoke.MethodType;

/** Knows what primitive types are as objects. */
final class Boxes {
    private Boxes() {}

    static Class<?> of(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
