package dev.strongroom.config;

import java.util.List;

/// Everything that is wrong with the configuration, found in one reading. Messages name settings, never their values.
public final class ConfigurationErrors extends RuntimeException {

    private final List<String> errors;

    /// A single error found outside of the reading.
    public static ConfigurationErrors of(String error) {
        return new ConfigurationErrors(List.of(error));
    }

    public ConfigurationErrors(List<String> errors) {
        super(String.join("; ", errors), null, false, false);
        this.errors = List.copyOf(errors);
    }

    public List<String> errors() {
        return errors;
    }
}
