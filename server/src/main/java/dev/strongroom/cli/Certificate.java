package dev.strongroom.cli;

import java.util.Optional;
import java.util.regex.Pattern;

/// The text of a certificate of erasure; see docs/formats/erasure-certificate.md. True only if its note verifies.
record Certificate(
        String log,
        String erasure,
        String customer,
        String records,
        String removedAt,
        Optional<String> unreadableSince,
        Optional<String> keysKeptUntil,
        String keyEncryptionKeys,
        String logIndex) {

    private static final Pattern FORM = Pattern.compile("""
            strongroom\\.dev/erasure-certificate/v1
            log (\\S+)
            erasure (\\S+)
            customer (\\S+)
            records ([0-9]+)
            removed-live (\\S+)
            older-copies (?:unreadable-since (\\S+)|readable-until-keys-destroyed(?:
            keys-destroyed-not-before (\\S+))?)
            key-encryption-keys-up-to ([0-9]+)
            log-index ([0-9]+)
            """);

    static Optional<Certificate> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Certificate(
                form.group(1),
                form.group(2),
                form.group(3),
                form.group(4),
                form.group(5),
                Optional.ofNullable(form.group(6)),
                Optional.ofNullable(form.group(7)),
                form.group(8),
                form.group(9)));
    }
}
