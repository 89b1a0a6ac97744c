package dev.strongroom.cli;

import dev.strongroom.core.tlog.Checkpoint;
import dev.strongroom.core.tlog.CosignerKey;
import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.LogVerifier;
import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.TileSource;
import dev.strongroom.core.tlog.VerifierKey;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Audits a log with nothing but its verifier key, and with what was verified here before.
@Command(name = "verify")
final class VerifyCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private HelpOption help;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--token-file", paramLabel = "FILE", descriptionKey = "option.token_file")
    private @Nullable Path tokenFile;

    @Option(names = "--key", required = true, paramLabel = "VKEY", descriptionKey = "option.vkey")
    private String key;

    @Option(names = "--cosigner-key", paramLabel = "VKEY", descriptionKey = "option.cosigner_key")
    private @Nullable String cosignerKey;

    @Option(names = "--since", paramLabel = "FILE", descriptionKey = "option.since")
    private @Nullable Path since;

    VerifyCommand(Shell shell) {
        this.shell = shell;
    }

    /// Where the log is; exactly one of the two.
    static final class Source {

        @Option(names = "--url", required = true, descriptionKey = "option.url")
        private @Nullable String url;

        @Option(names = "--dir", required = true, paramLabel = "DIR", descriptionKey = "option.dir")
        private @Nullable Path folder;
    }

    @Override
    public Integer call() {
        var verifier = new Keys(
                VerifierKeys.read(key, shell.words()),
                Optional.ofNullable(cosignerKey).map(given -> VerifierKeys.readCosigner(given, shell.words())));
        if (source.folder != null) {
            return verify(new FolderTiles(source.folder), verifier, true);
        }
        var token = Optional.ofNullable(tokenFile)
                .map(file -> PrivateFiles.read(file, shell.words()).strip());
        var url = Optional.ofNullable(source.url).orElseThrow();
        try (var server = ServerClient.to(url, token, shell.words())) {
            return verify(new ServerTiles(server, shell.words()), verifier, token.isPresent());
        }
    }

    /// What the checkpoint has to be signed by.
    private record Keys(VerifierKey verifier, Optional<CosignerKey> cosigner) {}

    private int verify(TileSource log, Keys keys, boolean entriesToo) {
        var verifier = keys.verifier();
        var remembered = new RememberedCheckpoints(shell.stateFolder(), shell.words());
        var earlier = since == null ? remembered.of(verifier.name()) : Optional.of(given(remembered, since, verifier));
        var fixed = new OneCheckpoint(log, read(log));
        if (fixed.checkpoint().isEmpty() && earlier.isEmpty()) {
            throw CommandFailed.prevented(shell.words().say("verify.no_checkpoint"));
        }
        var report = verify(fixed, keys, earlier, entriesToo);
        if (!report.isIntact()) {
            return tampered(report);
        }
        var seen = since == null ? Optional.<Checkpoint>empty() : remembered.of(verifier.name());
        if (seen.isPresent()) {
            var again = verify(fixed, keys, seen, false);
            if (!again.isIntact()) {
                return tampered(again);
            }
        }
        remembered.remember(verifier.name(), fixed.checkpoint().orElseThrow());
        intact(report, verifier, earlier, entriesToo);
        return ExitCodes.GOOD;
    }

    private Optional<String> read(TileSource log) {
        try {
            return log.checkpoint();
        } catch (UncheckedIOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private LogVerifier.Report verify(TileSource log, Keys keys, Optional<Checkpoint> earlier, boolean entriesToo) {
        var bar = new ProgressBar(shell, shell.words().say("verify.progress"));
        try {
            var report = LogVerifier.verify(
                    log,
                    keys.verifier(),
                    keys.cosigner(),
                    earlier,
                    entriesToo,
                    progress -> bar.show(progress.entries(), progress.size()));
            long size = report.checkpoint().map(Checkpoint::size).orElse(0L);
            bar.finish(size, size);
            return report;
        } catch (UncheckedIOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private CommandFailed unreadable(UncheckedIOException failure) {
        return CommandFailed.prevented(
                shell.words().say("verify.source_unreadable", String.valueOf(failure.getMessage())));
    }

    private int tampered(LogVerifier.Report report) {
        shell.say("verify.tampered");
        report.findings().stream()
                .map(finding -> FindingSentences.of(finding, shell.words()))
                .sorted()
                .forEach(sentence -> shell.out().println("  " + sentence));
        if (report.findingsLeftOff() > 0) {
            shell.say("verify.left_off", report.findingsLeftOff());
        }
        return ExitCodes.REFUSED;
    }

    private void intact(
            LogVerifier.Report report, VerifierKey verifier, Optional<Checkpoint> earlier, boolean entriesToo) {
        long size = report.checkpoint().map(Checkpoint::size).orElse(0L);
        shell.say("verify.intact", verifier.name(), size);
        if (entriesToo) {
            shell.say("verify.entries_checked", report.entriesChecked());
        } else {
            shell.say("verify.hashes_only");
        }
        earlier.ifPresentOrElse(
                old -> shell.say("verify.compared", old.size()), () -> shell.say("verify.not_compared"));
    }

    /// A checkpoint that another auditor kept; its own signature is worth a remark, not a refusal, since log keys are
    /// rotated.
    private Checkpoint given(RememberedCheckpoints remembered, Path file, VerifierKey verifier) {
        var text = PrivateFiles.read(file, shell.words());
        var checkpoint = remembered.parse(text, file);
        try {
            if (!SignedNote.parse(text).verifiedBy(verifier)) {
                shell.remark("verify.since_unsigned", file);
            }
        } catch (MalformedLogData malformed) {
            throw new IllegalStateException("It was parsed a moment ago", malformed);
        }
        return checkpoint;
    }

    /// The log at one checkpoint, which is read once: what is verified is what is remembered.
    private record OneCheckpoint(TileSource log, Optional<String> checkpoint) implements TileSource {

        @Override
        public Optional<byte[]> tile(TilePath path) {
            return log.tile(path);
        }

        @Override
        public Optional<byte[]> entries(EntryBundlePath path) {
            return log.entries(path);
        }
    }
}
