package dev.assay.spring.internal;

import dev.assay.core.Diagnosis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Puts a data source of tests' own in the place of each that is a bean, and of those behind beans that choose or wrap one. */
final class DataSourceBeans implements BeanPostProcessor {
    private final Databases databases;

    DataSourceBeans(Databases databases) {
        this.databases = databases;
    }

    /** Goes after what binds properties and initialises, when a pool knows where it is to connect to and has not yet. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? own(name, source) : bean;
    }

    private DataSource own(String name, DataSource source) {
        if (source instanceof OwnedDataSource) {
            return source;
        } else if (source instanceof AbstractRoutingDataSource routing) {
            return routed(name, routing);
        } else if (source instanceof DelegatingDataSource delegating) {
            return delegated(name, delegating);
        }
        return databases.knows(source) ? databases.own(name, source) : around(name, source);
    }

    /** What puts itself around others remains outermost, and sees what the application does and no more. */
    private DataSource around(String name, DataSource source) {
        List<WrappedDataSource> behind = WrappedDataSource.in(source);
        for (WrappedDataSource each : behind) {
            DataSource owned = own(name, each.source());
            if (owned != each.source() && !each.replace(owned)) {
                throw fixed(name, each).exception();
            }
        }
        return behind.isEmpty() && !WrappedDataSource.isAroundOwned(source) ? databases.own(name, source) : source;
    }

    static Diagnosis fixed(String name, WrappedDataSource behind) {
        return Diagnosis.of(
                        "ASSAY-SPRING-008", "a data source is behind another one that cannot be given a test's own.")
                .with("data source", name)
                .with("around it", behind.around().getClass().getName())
                .with(
                        "field",
                        behind.field().getName() + ", "
                                + behind.field().getType().getSimpleName())
                .because("a record's field cannot be changed, nor one of another type than DataSource, and what is"
                        + " behind it would connect to where it is configured to")
                .toFix("make the data source behind it a bean of its own, and give that one to what is around it");
    }

    private DataSource routed(String name, AbstractRoutingDataSource routing) {
        Map<Object, Object> targets = new HashMap<>();
        routing.getResolvedDataSources().forEach((key, target) -> targets.put(key, own(name + "." + key, target)));
        DataSource otherwise = routing.getResolvedDefaultDataSource();
        routing.setTargetDataSources(targets);
        if (otherwise != null) {
            routing.setDefaultTargetDataSource(own(name + ".default", otherwise));
        }
        routing.afterPropertiesSet();
        return routing;
    }

    private DataSource delegated(String name, DelegatingDataSource delegating) {
        DataSource target = delegating.getTargetDataSource();
        if (target != null) {
            delegating.setTargetDataSource(own(name, target));
        }
        DirectFieldAccessor fields = new DirectFieldAccessor(delegating);
        // LazyConnectionDataSourceProxy has a second one, since Spring 6.1.2.
        @Nullable Object replica =
                fields.isReadableProperty("readOnlyDataSource") ? fields.getPropertyValue("readOnlyDataSource") : null;
        if (replica instanceof DataSource source) {
            fields.setPropertyValue("readOnlyDataSource", own(name, source));
        }
        return delegating;
    }
}
