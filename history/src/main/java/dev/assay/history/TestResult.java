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

    void pack(Packer to, String idPrefix) {
        to.id(staticId, idPrefix).text(className).text(name).number(container ? 1 : 0);
        to.number(mark.ordinal()).number(wallNanos).number(invocations).number(clean ? 1 : 0);
    }

    static TestResult unpack(Unpacker from, String idPrefix) {
        TestResult result = new TestResult(from.id(idPrefix), from.text(), from.text(), from.number() == 1);
        result.mark = Mark.at(from.count());
        result.wallNanos = from.number();
        result.invocations = from.count();
        result.clean = from.number() == 1;
        return result;
    }
}
