package dev.assay.spring.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

/** Sets a context up so that what tests do in it belongs to them. Spring caches contexts by it, among other things. */
record OwnedContext(Settings settings) implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        ClassLoader loader = Objects.requireNonNull(context.getClassLoader());
        context.getEnvironment().getPropertySources().addLast(new MapPropertySource("assay", defaults(loader)));
        if (ClassUtils.isPresent("org.springframework.jdbc.datasource.AbstractDataSource", loader)) {
            Databases databases = new Databases(settings, loader);
            beans.registerSingleton(Databases.BEAN, databases);
            // Before all others, so that it is destroyed after them.
            ((DefaultListableBeanFactory) beans).registerDisposableBean(Databases.BEAN, databases);
            // Those of the contexts below come here as well, whose end is not this one's.
            context.addApplicationListener((ContextClosedEvent event) -> {
                if (event.getApplicationContext() == context) {
                    databases.end();
                }
            });
            beans.addBeanPostProcessor(new DataSourceBeans(databases));
        }
        beans.addBeanPostProcessor(new ExecutorBeans(beans));
        if (ClassUtils.isPresent("org.springframework.web.client.RestClient", loader)) {
            beans.addBeanPostProcessor(new ClientBeans());
            if (ClassUtils.isPresent("jakarta.servlet.Filter", loader)) {
                beans.registerSingleton("assay.ownerFilter", new OwnerFilter());
            }
            if (ClassUtils.isPresent("org.springframework.web.server.WebFilter", loader)
                    && ClassUtils.isPresent("reactor.core.publisher.Mono", loader)) {
                beans.registerSingleton("assay.ownerWebFilter", new OwnerWebFilter());
            }
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
        // Has Reactor take along what Micrometer knows, which is a test's owner among others.
        defaults.put("spring.reactor.context-propagation", "auto");
        return defaults;
    }
}
