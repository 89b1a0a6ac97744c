package dev.strongroom.cli;

import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.TlogProof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks a proof with nothing but the log's verifier key, and prints the entry it is about.
@Command(name = "verify-proof")
final class VerifyProofCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "FILE", descriptionKey = "argument.proof.file")
    private Path file;

    @Option(names = "--key", required = true, paramLabel = "VKEY", descriptionKey = "option.vkey")
    private String key;

    VerifyProofCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var words = shell.words();
        var verifier = VerifierKeys.read(key, words);
        var text = PrivateFiles.read(file, words);
        try {
            var proof = TlogProof.parse(text);
            if (!proof.verify(verifier)) {
                throw CommandFailed.refused(words.say("proof.wrong", file));
            }
            shell.out().println(printable(proof.extra().orElseThrow()));
            shell.say(
                    "proof.included",
                    proof.index(),
                    proof.checkpoint().origin(),
                    proof.checkpoint().size());
            return ExitCodes.GOOD;
        } catch (MalformedLogData malformed) {
            throw CommandFailed.refused(words.say("proof.malformed", file));
        }
    }

    /// Entries of this product are printable; those of other logs need not be.
    private static String printable(byte[] entry) {
        return new String(entry, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }
}
