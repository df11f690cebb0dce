package dev.chiron.testkit;

import java.util.List;

/** What distinguishes one stack from another: two classes with equal plans share one. */
record StackPlan(Class<?> application, List<String> properties, Class<? extends StackSettings> settings, String agent) {

    static StackPlan of(TutorStack annotation) {
        return new StackPlan(
                annotation.application(), List.of(annotation.properties()), annotation.settings(), annotation.agent());
    }

    StackSettings newSettings() {
        try {
            var constructor = settings.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(settings.getName() + " needs a constructor without parameters", e);
        }
    }
}
