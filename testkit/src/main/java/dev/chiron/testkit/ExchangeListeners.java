package dev.chiron.testkit;

import java.util.List;
import java.util.ServiceLoader;

/** Those who listen, from the first exchange of this JVM on. */
final class ExchangeListeners {

    private static final List<ExchangeListener> ALL =
            List.copyOf(ServiceLoader.load(ExchangeListener.class, ExchangeListener.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList());

    private ExchangeListeners() {}

    static void tell(Exchange exchange) {
        ALL.forEach(listener -> listener.exchanged(exchange));
    }
}
