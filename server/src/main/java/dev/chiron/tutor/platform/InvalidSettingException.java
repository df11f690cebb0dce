package dev.chiron.tutor.platform;

import org.jspecify.annotations.Nullable;

/** A setting is present but wrong: start-up ends with one line that names the variable and the remedy. */
public final class InvalidSettingException extends RuntimeException {

    /**
     * @param variable the environment variable or property, as a person set it
     * @param problem what is wrong with its value, without repeating a secret
     * @param remedy what to do about it
     */
    public InvalidSettingException(String variable, String problem, String remedy) {
        this(variable, problem, remedy, null);
    }

    public InvalidSettingException(String variable, String problem, String remedy, @Nullable Throwable cause) {
        super(variable + ": " + problem + ". " + remedy, cause);
    }
}
