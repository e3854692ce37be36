package dev.assay.worker;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.assay.event.Command;
import dev.assay.event.Signal.Lock;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/**
 * What the engines found for a part.
 *
 * @param plan the plan to execute
 * @param tests tests that are known before they run
 * @param templates methods that register tests when they run
 * @param steps unique ids of what can be run one by one: the class's own methods and nested classes
 * @param locks what the tests must hold across workers
 */
record Discovery(TestPlan plan, List<TestRef> tests, List<TestRef> templates, List<String> steps, List<Lock> locks) {

    static Discovery of(Launcher launcher, Command.Run part, List<String> exclude, LockAnnotations annotations) {
        Locks locks = new Locks(annotations);
        TestPlan plan = plan(launcher, part, exclude, locks);
        Names names = new Names(part.suite(), part.className());
        List<TestRef> tests = new ArrayList<>();
        List<TestRef> templates = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier each : plan.getDescendants(root)) {
                if (each.isTest()) {
                    tests.add(names.of(plan, each));
                } else if (isTemplate(plan, each)) {
                    templates.add(names.of(plan, each));
                }
            }
            for (TestIdentifier type : plan.getChildren(root)) {
                Set<TestIdentifier> children = plan.getChildren(type);
                if (children.isEmpty()) {
                    steps.add(type.getUniqueId());
                }
                children.forEach(child -> steps.add(child.getUniqueId()));
            }
        }
        return new Discovery(plan, tests, templates, steps, locks.found());
    }

    private static TestPlan plan(Launcher launcher, Command.Run part, List<String> exclude, Locks locks) {
        try {
            return launcher.discover(request(part, part.select(), exclude, locks));
        } catch (JUnitException e) {
            List<String> present = present(launcher, part);
            if (present.size() == part.select().size()) {
                throw e;
            }
            return launcher.discover(request(part, present, exclude, locks));
        }
    }

    /** Leaves out the ids that the launcher refuses: tests that failed in an earlier run, and have gone since. */
    private static List<String> present(Launcher launcher, Command.Run part) {
        if (part.select().isEmpty()) {
            return List.of();
        }
        // Where the class itself is at fault, this fails, and no id can be told to have gone.
        launcher.discover(filtered(part, List.of())
                .selectors(selectClass(part.className()))
                .build());
        List<String> present = new ArrayList<>();
        for (String id : part.select()) {
            try {
                launcher.discover(request(part, List.of(id), List.of(), new Locks(new LockAnnotations())));
                present.add(id);
            } catch (JUnitException gone) {
                continue;
            }
        }
        return present;
    }

    /** A container without children: what it registers is not known before it runs. */
    private static boolean isTemplate(TestPlan plan, TestIdentifier container) {
        return plan.getChildren(container).isEmpty();
    }

    /** Asks for one step of a part; a step can be a nested class, so that the part's filters hold here too. */
    static LauncherDiscoveryRequest step(Command.Run part, String step, List<String> exclude) {
        LauncherDiscoveryRequestBuilder request = filtered(part, exclude);
        return request.selectors(selectUniqueId(step)).build();
    }

    private static LauncherDiscoveryRequest request(
            Command.Run part, List<String> select, List<String> exclude, Locks locks) {
        LauncherDiscoveryRequestBuilder request = filtered(part, exclude).filters(locks);
        if (part.select().isEmpty()) {
            request.selectors(selectClass(part.className()));
        }
        for (String id : select) {
            request.selectors(isBelowEngine(id) ? selectUniqueId(id) : selectClass(part.className()));
        }
        return request.build();
    }

    /** What failed as a whole, before or above all of its tests, has an id that no engine can find. */
    private static boolean isBelowEngine(String id) {
        return id.contains("]/[");
    }

    private static LauncherDiscoveryRequestBuilder filtered(Command.Run part, List<String> exclude) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request().configurationParameters(Engines.OVERRIDES);
        if (!exclude.isEmpty()) {
            Set<String> excluded = Set.copyOf(exclude);
            request.filters((PostDiscoveryFilter) descriptor -> FilterResult.includedIf(
                    !excluded.contains(descriptor.getUniqueId().toString())));
        }
        if (!part.methods().isEmpty()) {
            Pattern names = Pattern.compile(
                    part.methods().stream().map(Discovery::methodRegex).collect(Collectors.joining("|")));
            request.filters((PostDiscoveryFilter) descriptor -> FilterResult.includedIf(matches(descriptor, names)));
        }
        for (String tags : part.tags()) {
            request.filters(TagFilter.includeTags(tags));
        }
        return request;
    }

    /** A method's name, or the end of a nested class's and, behind {@code #}, its method's; {@code *} is anything. */
    private static String methodRegex(String selected) {
        int hash = selected.indexOf('#');
        String type = hash < 0 ? ".*" : ".*" + glob(selected.substring(0, hash)) + "(?:\\$.*)?";
        return type + "#" + glob(selected.substring(hash + 1));
    }

    private static String glob(String text) {
        return Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    private static boolean matches(TestDescriptor descriptor, Pattern names) {
        return !(descriptor.getSource().orElse(null) instanceof MethodSource method)
                || names.matcher(method.getClassName() + '#' + method.getMethodName())
                        .matches();
    }
}
