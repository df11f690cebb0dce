package dev.chiron.testkit;

import java.util.List;

/** What distinguishes one stack from another: two classes with equal plans share one. */
record StackPlan(
        Class<?> application,
        List<String> properties,
        Class<? extends StackSettings> settings,
        Class<? extends StackInvariants> invariants,
        String agent) {

    static StackPlan of(TutorStack annotation) {
        return new StackPlan(
                annotation.application(),
                List.of(annotation.properties()),
                annotation.settings(),
                annotation.invariants(),
                annotation.agent());
    }

    StackSettings newSettings() {
        return newInstance(settings);
    }

    StackInvariants newInvariants() {
        return newInstance(invariants);
    }

    private static <T> T newInstance(Class<T> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " needs a constructor without parameters", e);
        }
    }
}
