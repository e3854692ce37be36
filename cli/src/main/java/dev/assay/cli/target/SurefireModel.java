package dev.assay.cli.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** The plain parts of Surefire's configuration in a published artifact's effective POM. */
final class SurefireModel {
    private static final String SUREFIRE = "org.apache.maven.plugins:maven-surefire-plugin";

    private final Properties properties;
    private final @Nullable Xpp3Dom configuration;

    SurefireModel(Model model) {
        properties = model.getProperties();
        Plugin plugin = null;
        if (model.getBuild() != null) {
            plugin = model.getBuild().getPluginsAsMap().get(SUREFIRE);
            if (plugin == null && model.getBuild().getPluginManagement() != null) {
                plugin =
                        model.getBuild().getPluginManagement().getPluginsAsMap().get(SUREFIRE);
            }
        }
        configuration = plugin == null ? null : configuration(plugin);
    }

    /** The execution {@code default-test} is the one that runs the tests; what it sets counts more than the rest. */
    private static @Nullable Xpp3Dom configuration(Plugin plugin) {
        Xpp3Dom common = (Xpp3Dom) plugin.getConfiguration();
        PluginExecution execution = plugin.getExecutionsAsMap().get("default-test");
        Xpp3Dom own = execution == null ? null : (Xpp3Dom) execution.getConfiguration();
        return own == null
                ? common
                : Xpp3Dom.mergeXpp3Dom(new Xpp3Dom(own), common == null ? null : new Xpp3Dom(common));
    }

    /** Returns a parameter's text, or that of the property of the same name, which Surefire reads by default. */
    String text(String name, String otherwise) {
        Xpp3Dom node = configuration == null ? null : configuration.getChild(name);
        String value = node == null ? properties.getProperty(name) : node.getValue();
        return value == null || value.isBlank() ? otherwise : value.trim();
    }

    List<String> list(String name) {
        List<String> list = new ArrayList<>();
        Xpp3Dom node = configuration == null ? null : configuration.getChild(name);
        for (Xpp3Dom child : node == null ? new Xpp3Dom[0] : node.getChildren()) {
            if (child.getValue() != null && !child.getValue().isBlank()) {
                list.add(child.getValue().trim());
            }
        }
        return list;
    }

    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        Xpp3Dom node = configuration == null ? null : configuration.getChild(name);
        for (Xpp3Dom child : node == null ? new Xpp3Dom[0] : node.getChildren()) {
            map.put(child.getName(), child.getValue() == null ? "" : child.getValue());
        }
        return map;
    }
}
