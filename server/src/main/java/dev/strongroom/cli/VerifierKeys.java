package dev.strongroom.cli;

import dev.strongroom.core.tlog.CosignerKey;
import dev.strongroom.core.tlog.MalformedLogData;
import dev.strongroom.core.tlog.VerifierKey;

/// Reads a log's verifier key from the command line.
final class VerifierKeys {

    private VerifierKeys() {}

    /// A key of type ML-DSA-44, with which a log cosigns its checkpoints.
    static CosignerKey readCosigner(String text, Words words) {
        try {
            return CosignerKey.parse(text.strip());
        } catch (MalformedLogData malformed) {
            throw CommandFailed.misused(words.say("verify.malformed_cosigner_key"));
        }
    }

    static VerifierKey read(String text, Words words) {
        try {
            return VerifierKey.parse(text.strip());
        } catch (MalformedLogData malformed) {
            throw CommandFailed.misused(words.say("verify.malformed_key"));
        }
    }
}
