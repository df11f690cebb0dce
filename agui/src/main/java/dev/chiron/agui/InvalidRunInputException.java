package dev.chiron.agui;

/** A run input that must be answered by an HTTP error before any event is sent. */
public final class InvalidRunInputException extends AgUiFormatException {

    private static final long serialVersionUID = 1L;

    InvalidRunInputException(AgUiFormatException cause) {
        super(cause.field(), cause.problem(), cause);
    }
}
