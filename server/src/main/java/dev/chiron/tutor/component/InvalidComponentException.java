package dev.chiron.tutor.component;

import java.util.List;
import java.util.stream.Collectors;

/** A component, or the key to one, that breaks its rules. Nothing of it may be shown or stored. */
public final class InvalidComponentException extends RuntimeException {

    private final transient List<Problem> problems;

    /** At least one problem. */
    public InvalidComponentException(List<Problem> problems) {
        super(problems.stream().map(each -> each.field() + " " + each.problem()).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** All that was found, in the order of the fields; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
