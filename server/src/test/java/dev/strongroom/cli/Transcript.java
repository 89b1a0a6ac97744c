package dev.strongroom.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/// One command run in this process, with what it printed.
public record Transcript(int exitCode, String out, String err) {

    public static Transcript of(Map<String, String> environment, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var shell = new Shell(environment, new PrintWriter(out), new PrintWriter(err), Words.of(environment));
        int exitCode = Strongroom.run(shell, arguments);
        return new Transcript(exitCode, out.toString(), err.toString());
    }

    public String all() {
        return out + err;
    }
}
