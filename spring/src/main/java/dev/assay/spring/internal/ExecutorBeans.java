package dev.assay.spring.internal;

import dev.assay.core.ownership.OwnerContext;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.task.TaskDecorator;

/**
 * Has tasks belong to whom the thread belongs to that hands them in: what is {@code @Async}, or given to an executor that
 * is a bean. What is scheduled at the start of the application is nobody's.
 */
final class ExecutorBeans implements BeanPostProcessor {
    private static final String DECORATOR = "taskDecorator";

    private final ConfigurableListableBeanFactory beans;

    ExecutorBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Goes before the pool is made, which looks at its decorator once. */
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof Executor) {
            BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(bean);
            if (properties.isWritableProperty(DECORATOR)) {
                properties.setPropertyValue(DECORATOR, carrying(known(bean)));
            }
        }
        return bean;
    }

    private static @Nullable TaskDecorator known(Object executor) {
        DirectFieldAccessor fields = new DirectFieldAccessor(executor);
        return fields.isReadableProperty(DECORATOR) && fields.getPropertyValue(DECORATOR) instanceof TaskDecorator known
                ? known
                : null;
    }

    private static TaskDecorator carrying(@Nullable TaskDecorator inner) {
        return inner == null ? OwnerContext::wrap : task -> OwnerContext.wrap(inner.decorate(task));
    }

    /** What the application knows as an interface only may be something else. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ExecutorService pool && isDeclaredAs(name, ExecutorService.class)) {
            return OwnerContext.carry(pool);
        } else if (bean instanceof Executor executor && isDeclaredAs(name, Executor.class)) {
            return hasDecorator(bean) ? bean : OwnerContext.carry(executor);
        }
        return bean;
    }

    private static boolean hasDecorator(Object executor) {
        return PropertyAccessorFactory.forBeanPropertyAccess(executor).isWritableProperty(DECORATOR);
    }

    private boolean isDeclaredAs(String name, Class<?> type) {
        return beans.containsBeanDefinition(name)
                && beans.getMergedBeanDefinition(name).getResolvableType().resolve() == type;
    }
}
