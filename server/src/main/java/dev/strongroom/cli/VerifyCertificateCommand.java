package dev.strongroom.cli;

import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.SignedNote;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

/// Checks a certificate of erasure with nothing but the log's verifier key, and says what it says and what it does not.
@Command(name = "verify-certificate")
final class VerifyCertificateCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @Parameters(paramLabel = "FILE", descriptionKey = "argument.certificate.file")
    private Path file;

    @Option(names = "--key", required = true, paramLabel = "VKEY", descriptionKey = "option.vkey")
    private String key;

    VerifyCertificateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var words = shell.words();
        var verifier = VerifierKeys.read(key, words);
        var text = PrivateFiles.read(file, words);
        try {
            var note = SignedNote.parse(withoutAnswer(text));
            if (!note.verifiedBy(verifier)) {
                throw CommandFailed.refused(words.say("certificate.wrong", file));
            }
            var certificate = Certificate.parse(note.text())
                    .filter(found -> found.log().equals(verifier.name()))
                    .orElseThrow(() -> CommandFailed.refused(words.say("certificate.malformed", file)));
            print(certificate);
            return ExitCodes.GOOD;
        } catch (MalformedLogData malformed) {
            throw CommandFailed.refused(words.say("certificate.malformed", file));
        }
    }

    private void print(Certificate certificate) {
        shell.say("certificate.signed", certificate.log(), certificate.erasure());
        shell.say("certificate.removed", certificate.customer(), certificate.records(), certificate.removedAt());
        certificate
                .unreadableSince()
                .ifPresentOrElse(
                        since -> shell.say("certificate.unreadable", since, certificate.keyEncryptionKeys()),
                        () -> shell.say("certificate.readable", certificate.keyEncryptionKeys()));
        certificate.keysKeptUntil().ifPresent(until -> shell.say("certificate.kept", until));
        shell.say("certificate.entry", certificate.logIndex());
        shell.say("certificate.not_said");
    }

    /// The note itself, or the whole answer of the server that holds it.
    private static String withoutAnswer(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            return ServerClient.JSON.readTree(text).path("certificate").asString("");
        } catch (JacksonException notAnAnswer) {
            return text;
        }
    }
}
