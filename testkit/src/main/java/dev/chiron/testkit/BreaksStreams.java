package dev.chiron.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets the streams of a test, or of all tests of a class, be as broken as they come. Without it every stream that a test
 * has read through its {@link AgUiClient} is held against the rules of AG-UI when the test ends, as far as it came.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface BreaksStreams {

    /** Why they cannot be whole. */
    String value();
}
