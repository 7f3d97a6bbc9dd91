package org.beibu.runtime.service;

import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the process, by reflection: {@code sun.misc.Signal} is in every JDK (module
 * jdk.unsupported), yet the compiler warns of each mention, and warnings are errors here. Where it
 * is missing the JVM's own way stands: SIGTERM and SIGHUP end the process through its hooks.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** Has this run, on a thread of the JVM's own, whenever the signal comes. */
    static void on(String name, Consumer<String> handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            type.getClassLoader(),
                            new Class<?>[] {type},
                            (self, method, arguments) -> answer(name, handler, self, method));
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            LOG.warn("signals: SIG{} is left to the JVM: {}", name, e.toString());
        }
    }

    private static Object answer(
            String name, Consumer<String> handler, Object self, java.lang.reflect.Method method) {
        return switch (method.getName()) {
            case "handle" -> {
                handler.accept(name);
                yield "";
            }
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> false;
            default -> "handler of SIG" + name;
        };
    }
}
