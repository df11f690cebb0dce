package dev.chiron.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests of a class against a live application with a live database, a live Temporal server and a scripted model.
 *
 * <p>The stack is started when the first test needs it and shared by all classes that ask for the same configuration, in
 * one JVM; it is closed after the last test. Test methods get {@link Learner}, {@link Learners}, {@link TutorClient},
 * {@link AgUiClient}, {@link Database}, {@link Workflows}, {@link WorkflowHarness}, {@link ScriptedModel},
 * {@link ModelScript} and {@link Stack} as parameters.
 *
 * <p>After each test every workflow of its learners is replayed. After each class no connection of the application may be
 * idle in a transaction, no row may belong to nobody, no workflow of a removed learner may be open, and the
 * {@link #invariants()} hold; so they do when the stack closes.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(TutorStackExtension.class)
public @interface TutorStack {

    /** The Spring Boot application, the class that its {@code main} method runs. */
    Class<?> application();

    /** Further properties of the application, each as {@code name=value}; they win over those of the stack. */
    String[] properties() default {};

    /** Under which names the application wants to be told where everything is. */
    Class<? extends StackSettings> settings() default StackSettings.Supabase.class;

    /** What must be true of the application's rows whatever happens: checked after each class and when the stack closes. */
    Class<? extends StackInvariants> invariants() default StackInvariants.None.class;

    /** The path of the AG-UI agent that an injected {@link AgUiClient} calls. */
    String agent() default "/api/v1/agui";
}
