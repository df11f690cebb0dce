package dev.chiron.agui;

/** JSON that is not what AG-UI says it must be. */
public class AgUiFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    AgUiFormatException(String field, String problem) {
        super(field + " " + problem);
        this.field = field;
        this.problem = problem;
    }

    AgUiFormatException(String field, String problem, Throwable cause) {
        super(field + " " + problem, cause);
        this.field = field;
        this.problem = problem;
    }

    /** Where it is wrong, such as {@code messages[2].id}; {@code $} is the whole document. */
    public String field() {
        return field;
    }

    /** What is wrong, such as {@code must be a string}; it never repeats the sender's values. */
    public String problem() {
        return problem;
    }
}
