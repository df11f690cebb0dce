package dev.chiron.tutor.component;

import java.util.List;
import java.util.stream.Collectors;

/** A reply that does not fit the component it answers. The interaction stays open. */
public final class InvalidReplyException extends RuntimeException {

    private final transient List<Problem> problems;

    /** At least one problem. */
    public InvalidReplyException(List<Problem> problems) {
        super(problems.stream().map(each -> each.field() + " " + each.problem()).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** All that was found, in the order of the fields; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
