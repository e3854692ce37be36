package dev.assay.maven;

import dev.assay.cli.target.ForkNumber;
import java.io.File;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** The parameters that a goal would get, evaluated as Maven does before it runs the goal. */
final class Settings {
    private final Xpp3Dom configuration;
    private final PluginParameterExpressionEvaluator evaluator;

    Settings(MavenSession session, MojoExecution execution) {
        this.configuration = execution.getConfiguration();
        this.evaluator = new PluginParameterExpressionEvaluator(session, execution);
    }

    @Nullable String string(String name) {
        Object value = value(configuration.getChild(name));
        return value == null ? null : value.toString();
    }

    String string(String name, String otherwise) {
        String value = string(name);
        return value == null || value.isBlank() ? otherwise : value.trim();
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(string(name, "false"));
    }

    int number(String name) {
        try {
            return Integer.parseInt(string(name, "0"));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    @Nullable Path path(String name) {
        String value = string(name, "");
        return value.isEmpty()
                ? null
                : evaluator
                        .alignToBaseDirectory(new File(value))
                        .toPath()
                        .toAbsolutePath()
                        .normalize();
    }

    /** Says whether a parameter has elements, of whatever kind. */
    boolean hasElements(String name) {
        Xpp3Dom node = configuration.getChild(name);
        return node != null && node.getChildCount() > 0;
    }

    /** Returns a list's elements; a single text counts as elements between commas, as on Maven's command line. */
    List<String> list(String name) {
        List<String> list = new ArrayList<>();
        Xpp3Dom node = configuration.getChild(name);
        if (node == null) {
            return list;
        }
        if (node.getChildCount() > 0) {
            for (Xpp3Dom child : node.getChildren()) {
                add(list, value(child));
            }
            return list;
        }
        Object value = value(node);
        if (value instanceof String text) {
            for (String element : text.split(",", -1)) {
                add(list, element);
            }
        } else if (value instanceof Collection<?> values) {
            values.forEach(element -> add(list, element));
        } else if (value != null && value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                add(list, Array.get(value, i));
            }
        }
        return list;
    }

    /** Returns a map's entries, also those of a {@code Properties} parameter; an empty element is an empty text. */
    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        Xpp3Dom node = configuration.getChild(name);
        if (node == null) {
            return map;
        }
        for (Xpp3Dom child : node.getChildren()) {
            if (child.getChildCount() == 0) {
                map.put(child.getName(), text(child));
            } else if (child.getChild("name") != null && child.getChild("value") != null) {
                map.put(text(child.getChild("name")), text(child.getChild("value")));
            }
        }
        return map;
    }

    private String text(Xpp3Dom node) {
        Object value = value(node);
        return value == null ? "" : value.toString();
    }

    private static void add(List<String> list, @Nullable Object element) {
        String text = element == null ? "" : element.toString().trim();
        if (!text.isEmpty()) {
            list.add(text);
        }
    }

    private @Nullable Object value(@Nullable Xpp3Dom node) {
        if (node == null) {
            return null;
        }
        Object value = evaluate(node.getValue());
        return value == null ? evaluate(node.getAttribute("default-value")) : value;
    }

    private @Nullable Object evaluate(@Nullable String expression) {
        if (expression == null || ForkNumber.isPlaceholder(expression)) {
            return expression;
        }
        try {
            return evaluator.evaluate(expression);
        } catch (ExpressionEvaluationException unreadable) {
            return expression;
        }
    }
}
