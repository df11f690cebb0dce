package dev.chiron.tutor;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start that a wrong setting makes impossible with one line, which names the setting and the remedy. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFailureReporter implements SpringBootExceptionReporter {

    private final PrintStream out;

    /** Called by Spring Boot, which takes the only public constructor and, when there is none, does without us. */
    public StartupFailureReporter(@Nullable ConfigurableApplicationContext context) {
        this(System.err);
    }

    StartupFailureReporter(PrintStream out) {
        this.out = out;
    }

    @Override
    public boolean reportException(Throwable failure) {
        var line = line(failure);
        if (line != null) {
            out.println("Chiron cannot start. " + line);
        }
        return line != null;
    }

    static @Nullable String line(Throwable failure) {
        String line = null;
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            line = switch (cause) {
                case InvalidSettingException setting -> setting.getMessage();
                case PortInUseException port ->
                    "PORT: " + port.getPort() + " is in use. End the other program, or set PORT to another number";
                case BindValidationException invalid ->
                    invalid.getValidationErrors().getAllErrors().stream()
                            .map(error -> invalid.getValidationErrors().getName() + "."
                                    + (error instanceof org.springframework.validation.FieldError field
                                            ? field.getField() + ": " + field.getRejectedValue() + " "
                                            : "")
                                    + error.getDefaultMessage())
                            .findFirst()
                            .orElse(null);
                case BindException bind ->
                    bind.getProperty() == null
                            ? "A setting cannot be read: " + bind.getName() + ". docs/settings.md tells its form"
                            : bind.getProperty().getName() + ": the value cannot be read as its type. "
                                    + "docs/settings.md tells its form";
                default -> line;
            };
        }
        return line;
    }
}
