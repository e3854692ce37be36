package dev.assay.run;

import java.util.List;

/**
 * What a class file tells about a class before it is loaded.
 *
 * @param name binary name
 * @param bytes size of its class file and those of its nested classes: a hint of how much there is to run
 * @param looksLikeTest whether it or a superclass has something that JUnit or TestNG would run
 * @param splittable whether its methods may run in several JVMs at once, in any order
 * @param state static fields that its tests may share as state
 * @param waits whether its code sleeps, awaits or starts threads, and so may leave a core idle
 * @param registers whether it has methods that register tests while running
 * @param contextKey equal for classes that share a Spring context; empty without one
 */
record TestClass(
        String name,
        long bytes,
        boolean looksLikeTest,
        boolean splittable,
        List<String> state,
        boolean waits,
        boolean registers,
        String contextKey) {}
