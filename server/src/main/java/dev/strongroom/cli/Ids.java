package dev.strongroom.cli;

/// Checks ids and receipts before they become part of a path.
final class Ids {

    private Ids() {}

    /// The name of a collection or purpose.
    static void requireName(String name, Words words) {
        if (!name.matches("[a-z][a-z0-9_]{0,99}")) {
            throw CommandFailed.misused(words.say("wrong.name"));
        }
    }

    static void require(String id, Words words) {
        if (!id.matches("[A-Za-z0-9_-]{1,100}") || id.startsWith("srk_")) {
            throw CommandFailed.misused(words.say("wrong.id"));
        }
    }
}
