package dev.assay.spring.internal;

import dev.assay.core.ownership.OwnerContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The start of an application in a context of tests, which belongs to nobody: what it writes remains, and the threads that
 * it starts are no test's, whichever test's thread it happens on.
 */
final class StartUp implements SpringApplicationRunListener {
    private OwnerContext.@Nullable Entered nobody;

    @Override
    public void contextPrepared(ConfigurableApplicationContext context) {
        if (context.containsBean(Databases.BEAN)) {
            nobody = OwnerContext.nobody().enter();
        }
    }

    @Override
    public void ready(ConfigurableApplicationContext context, @Nullable Duration time) {
        Databases.begin(context);
        leave();
    }

    @Override
    public void failed(@Nullable ConfigurableApplicationContext context, Throwable failure) {
        leave();
    }

    private void leave() {
        if (nobody != null) {
            nobody.close();
            nobody = null;
        }
    }
}
