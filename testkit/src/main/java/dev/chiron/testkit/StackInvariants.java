package dev.chiron.testkit;

import java.util.List;

/**
 * The invariants of an application, checked at the end of each class and when a stack closes. An implementation needs a
 * constructor without parameters.
 */
@FunctionalInterface
public interface StackInvariants {

    /** All of them. */
    List<StackInvariant> all();

    /** An application about whose rows nothing is known. */
    final class None implements StackInvariants {

        /** For the annotation. */
        public None() {}

        @Override
        public List<StackInvariant> all() {
            return List.of();
        }
    }
}
