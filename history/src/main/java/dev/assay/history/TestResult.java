package dev.assay.history;

/** What one run saw of a static test, all its invocations together. */
final class TestResult {
    final String staticId;
    final String className;
    final String name;
    final boolean container;
    Mark mark = Mark.NONE;
    /** Time of the first attempts. */
    long wallNanos;

    int invocations;
    /** Whether each invocation passed, or was aborted, at its first attempt: whether the time is what a pass costs. */
    boolean clean = true;

    TestResult(String staticId, String className, String name, boolean container) {
        this.staticId = staticId;
        this.className = className;
        this.name = name;
        this.container = container;
    }

    void pack(Packer to, String idPrefix, String topClass) {
        to.id(staticId, idPrefix).name(className, topClass).name(name, nameIn(staticId));
        to.number(container ? 1 : 0);
        to.number(mark.ordinal()).number(wallNanos).number(invocations).number(clean ? 1 : 0);
    }

    static TestResult unpack(Unpacker from, String idPrefix, String topClass) {
        String id = from.id(idPrefix);
        TestResult result = new TestResult(id, from.name(topClass), from.name(nameIn(id)), from.number() == 1);
        result.mark = Mark.at(from.count());
        result.wallNanos = from.number();
        result.invocations = from.count();
        result.clean = from.number() == 1;
        return result;
    }

    /** Returns the name that most tests of the id have: the method of its last segment. */
    static String nameIn(String id) {
        int from = id.lastIndexOf(':') + 1;
        int to = id.indexOf('(', from);
        return to < 0 ? "" : id.substring(from, to);
    }
}
