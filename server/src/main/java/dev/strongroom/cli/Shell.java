package dev.strongroom.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What surrounds a command: environment variables, where it writes, and in which language.
///
/// Results go to `out`, everything said about them to `err`, so that a result can be piped on.
record Shell(Map<String, String> environment, PrintWriter out, PrintWriter err, Words words) {

    Shell {
        out = Printable.only(out);
        err = Printable.only(err);
    }

    /// That of this process, which writes UTF-8 whatever the platform's encoding is.
    static Shell ofProcess() {
        var environment = System.getenv();
        return new Shell(environment, writer(FileDescriptor.out), writer(FileDescriptor.err), Words.of(environment));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /// Prints a sentence as a result.
    void say(String key, Object... values) {
        out.println(words.say(key, values));
    }

    /// Prints a sentence beside the result.
    void remark(String key, Object... values) {
        err.println(words.say(key, values));
    }

    /// Where programs keep what they remember between runs (XDG Base Directory Specification).
    Path stateFolder() {
        return variable("XDG_STATE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")))
                        .resolve(".local")
                        .resolve("state"))
                .resolve("strongroom");
    }
}
