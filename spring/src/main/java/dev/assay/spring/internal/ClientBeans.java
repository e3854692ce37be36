package dev.assay.spring.internal;

import dev.assay.junit.TestOwnership;
import dev.assay.spring.OwnerToken;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.support.InterceptingHttpAccessor;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Has the clients of HTTP that are beans, and those that builders make which are beans, say whose their requests are.
 * Types that Spring Boot 4 has moved, or that Spring 7 has added, are known by their names.
 */
final class ClientBeans implements BeanPostProcessor {
    private static final boolean WEB_CLIENT = isPresent("org.springframework.web.reactive.function.client.WebClient");
    private static final boolean WEB_TEST_CLIENT =
            WEB_CLIENT && isPresent("org.springframework.test.web.reactive.server.WebTestClient");

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, ClientBeans.class.getClassLoader());
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof InterceptingHttpAccessor template) {
            template.getInterceptors().add(OwnerToken.interceptor());
            return bean;
        } else if (bean instanceof RestClient client) {
            return client.mutate().requestInterceptor(OwnerToken.interceptor()).build();
        } else if (bean instanceof RestClient.Builder builder) {
            return builder.requestInterceptor(OwnerToken.interceptor());
        } else if (bean instanceof HttpClient client) {
            return TestOwnership.get().carry(client);
        } else if (WEB_CLIENT && Reactive.isClient(bean)) {
            return Reactive.carrying(bean);
        } else if (WEB_TEST_CLIENT && ReactiveTest.isClient(bean)) {
            return ReactiveTest.carrying(bean);
        }
        return byName(bean);
    }

    private static Object byName(Object bean) {
        String type = bean.getClass().getName();
        if (type.matches("org\\.springframework\\.boot\\..*\\.TestRestTemplate")) {
            Object template = call(bean, "getRestTemplate", List.of());
            ((InterceptingHttpAccessor) template).getInterceptors().add(OwnerToken.interceptor());
        } else if (type.matches("org\\.springframework\\.boot\\..*\\.RestTemplateBuilder")) {
            return call(bean, "additionalInterceptors", List.of(Collection.class), List.of(OwnerToken.interceptor()));
        } else if (type.matches("org\\.springframework\\.test\\.web\\.servlet\\.client\\.DefaultRestTestClient")) {
            Object builder = call(bean, "mutate", List.of());
            call(builder, "requestInterceptor", List.of(ClientHttpRequestInterceptor.class), OwnerToken.interceptor());
            return call(builder, "build", List.of());
        }
        return bean;
    }

    private static Object call(Object on, String name, List<Class<?>> types, Object... arguments) {
        @Nullable Method method = ReflectionUtils.findMethod(on.getClass(), name, types.toArray(Class[]::new));
        if (method == null) {
            throw new IllegalStateException("no method " + name + " of " + on.getClass());
        }
        ReflectionUtils.makeAccessible(method);
        @Nullable Object result = ReflectionUtils.invokeMethod(method, on, arguments);
        return result == null ? on : result;
    }

    /** What not everybody has. */
    private static final class Reactive {
        static boolean isClient(Object bean) {
            return bean instanceof WebClient || bean instanceof WebClient.Builder;
        }

        static Object carrying(Object bean) {
            return bean instanceof WebClient client
                    ? client.mutate().filter(OwnerToken.filter()).build()
                    : ((WebClient.Builder) bean).filter(OwnerToken.filter());
        }
    }

    /** What not everybody has. */
    private static final class ReactiveTest {
        static boolean isClient(Object bean) {
            return bean instanceof WebTestClient;
        }

        static Object carrying(Object bean) {
            return ((WebTestClient) bean).mutate().filter(OwnerToken.filter()).build();
        }
    }
}
