package dev.assay.spring.internal;

import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

/** Sets a context up so that what tests do in it belongs to them. Spring caches contexts by it, among other things. */
record OwnedContext(Settings settings) implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        ClassLoader loader = context.getClassLoader();
        context.getEnvironment().getPropertySources().addLast(new MapPropertySource("assay", defaults(loader)));
        if (ClassUtils.isPresent("org.springframework.jdbc.datasource.AbstractDataSource", loader)) {
            Databases databases = new Databases(settings);
            beans.registerSingleton(Databases.BEAN, databases);
            // Before all others, so that it is destroyed after them.
            ((DefaultListableBeanFactory) beans).registerDisposableBean(Databases.BEAN, databases);
            context.addApplicationListener(databases);
            beans.addBeanPostProcessor(new DataSourceBeans(databases));
        }
    }

    /** Returns what holds where an application says nothing of it. */
    private static Map<String, Object> defaults(ClassLoader loader) {
        Map<String, Object> defaults = new HashMap<>();
        // Slices of tests replace the database by one in memory otherwise, or fail where there is none.
        defaults.put("spring.test.database.replace", "NONE");
        if (ClassUtils.isPresent("org.postgresql.Driver", loader)
                && !ClassUtils.isPresent("org.h2.Driver", loader)
                && !ClassUtils.isPresent("org.hsqldb.jdbc.JDBCDriver", loader)) {
            defaults.put("spring.datasource.url", "jdbc:postgresql:application");
        }
        return defaults;
    }
}
