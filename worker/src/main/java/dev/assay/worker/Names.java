package dev.assay.worker;

import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Names tests as Surefire's reports do, so that whatever reads those finds the same tests. */
final class Names {
    private static final Pattern INVOCATION = Pattern.compile(
            "/\\[(?:(class-template-invocation)|test-template-invocation|dynamic-test|dynamic-container):#(\\d+)]");

    private final String suite;
    private final String topClass;

    Names(String suite, String topClass) {
        this.suite = suite;
        this.topClass = topClass;
    }

    TestRef of(TestPlan plan, TestIdentifier test) {
        List<String> tags = new ArrayList<>();
        for (TestTag tag : test.getTags()) {
            tags.add(tag.getName());
        }
        tags.sort(null);
        return new TestRef(
                suite,
                topClass,
                className(plan, test),
                test.getUniqueId(),
                name(plan, test),
                test.getDisplayName(),
                tags);
    }

    private String className(TestPlan plan, TestIdentifier test) {
        TestIdentifier at = test;
        while (at != null) {
            TestSource source = at.getSource().orElse(null);
            if (source instanceof MethodSource method) {
                return method.getClassName();
            } else if (source instanceof ClassSource type) {
                return type.getClassName();
            }
            at = plan.getParent(at).orElse(null);
        }
        return topClass;
    }

    private static String name(TestPlan plan, TestIdentifier test) {
        if (!(test.getSource().orElse(null) instanceof MethodSource source)) {
            return test.getLegacyReportingName();
        }
        String method = source.getMethodName();
        String legacy = test.getLegacyReportingName();
        if (legacy.startsWith(method + "[")) {
            return legacy;
        }
        int end = legacy.startsWith(method + "(") ? legacy.indexOf(')') + 1 : 0;
        String parameters =
                end > 0 ? legacy.substring(method.length(), end) : simpleNames(source.getMethodParameterTypes());
        String indexes = indexes(test.getUniqueId(), end > 0 ? legacy.substring(end) : "");
        return parameters.equals("()") && indexes.isEmpty() ? method : method + parameters + indexes;
    }

    /**
     * The invocations that the test runs in, those of parameterized classes first. Only newer versions of Jupiter name
     * the latter, and those not where an invocation was selected by its id.
     */
    private static String indexes(String uniqueId, String named) {
        if (uniqueId.indexOf('#') < 0) {
            return named;
        }
        StringBuilder ofClasses = new StringBuilder();
        int all = 0;
        Matcher matcher = INVOCATION.matcher(uniqueId);
        while (matcher.find()) {
            all++;
            if (matcher.group(1) != null) {
                ofClasses.append('[').append(matcher.group(2)).append(']');
            }
        }
        boolean complete = named.chars().filter(character -> character == '[').count() >= all;
        return complete ? named : ofClasses + named;
    }

    private static String simpleNames(@Nullable String types) {
        return types == null || types.isBlank()
                ? "()"
                : Stream.of(types.split(","))
                        .map(type -> type.substring(1 + Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')))
                                .trim())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
