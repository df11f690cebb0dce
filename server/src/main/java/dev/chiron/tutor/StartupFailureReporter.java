package dev.chiron.tutor;

import dev.chiron.tutor.platform.InvalidSettingException;
import java.io.PrintStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Ends a start that a wrong setting makes impossible with one line, which names the setting and the remedy. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFailureReporter implements SpringBootExceptionReporter {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+):.*}");

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
            // What a driver says about a failure may have several lines.
            out.println("Chiron cannot start. " + line.strip().replaceAll("\\s*\\R\\s*", " "));
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
                            : setting(bind.getProperty()) + ": the value cannot be read as its type. "
                                    + "docs/settings.md tells its form";
                default -> line;
            };
        }
        return line;
    }

    /** The variable that stands behind the property, for that is what a person set; else the property. */
    private static String setting(ConfigurationProperty property) {
        var variable = VARIABLE.matcher(String.valueOf(property.getValue()));
        return variable.matches() ? variable.group(1) : property.getName().toString();
    }
}
