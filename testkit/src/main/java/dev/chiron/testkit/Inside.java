package dev.chiron.testkit;

import io.temporal.client.WorkflowClient;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** What the kit puts into an application: an ear at its {@link WorkflowClient}, and a gate in front of its activities. */
final class Inside implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String GATE = "testkitActivityGate";

    private final WorkflowLedger ledger = new WorkflowLedger();
    private final Map<UUID, Disturber> disturbed = new ConcurrentHashMap<>();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerSingleton(GATE, new ActivityGate(this::disturber));
        context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof WorkflowClient client ? ledger.heard(client) : bean;
            }
        });
    }

    WorkflowLedger ledger() {
        return ledger;
    }

    void disturb(UUID learner, Disturber disturber) {
        disturbed.put(learner, disturber);
    }

    void leaveAlone(UUID learner) {
        disturbed.remove(learner);
    }

    private Optional<Disturber> disturber(String workflowId) {
        for (var each : disturbed.entrySet()) {
            if (ledger.names(workflowId, each.getKey())) {
                return Optional.of(each.getValue());
            }
        }
        return Optional.empty();
    }
}
