package dev.chiron.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Gives a class that also has {@link TutorStack} a stack of its own, for tests that break things: its own database, its own
 * Temporal server and its own application, which reaches both through {@link Faults}. The stack ends with the class; the
 * faults end with each test, and its methods run one after the other, as a fault hits all of them.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Execution(ExecutionMode.SAME_THREAD)
public @interface ExclusiveStack {

    /**
     * Whether the Temporal server's clock runs ahead while all workflows only wait. Only the server in this process can do
     * that, so such a stack has it, whichever Temporal the others have.
     */
    boolean timeSkipping() default false;
}
