package dev.chiron.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives the {@link Learner} of this parameter an {@code app_metadata.role}, as in {@code @WithRole("teacher")}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface WithRole {

    /** The role. */
    String value();
}
