package dev.strongroom.cli;

import dev.strongroom.core.tlog.Finding;

/// Says what was found wrong with a log, and where.
final class FindingSentences {

    private FindingSentences() {}

    static String of(Finding finding, Words words) {
        return switch (finding) {
            case Finding.EntryChanged entry -> words.say("finding.entry_changed", entry.index());
            case Finding.EntryMissing entry -> words.say("finding.entry_missing", entry.index());
            case Finding.EntryMoved entry -> words.say("finding.entry_moved", entry.index(), entry.foundAt());
            case Finding.EntryAdded entry -> words.say("finding.entry_added", entry.index());
            case Finding.TileChanged tile ->
                words.say("finding.tile_changed", tile.path().path());
            case Finding.TileMissing tile ->
                words.say("finding.tile_missing", tile.path().path());
            case Finding.RootDiffers root -> words.say("finding.root_differs", root.size());
            case Finding.SizeWentBack back -> words.say("finding.size_went_back", back.earlierSize(), back.size());
            case Finding.HistoryRewritten history ->
                history.firstIndex().isPresent()
                        ? words.say(
                                "finding.history_rewritten_at",
                                history.earlierSize(),
                                history.firstIndex().getAsLong())
                        : words.say("finding.history_rewritten", history.earlierSize());
            case Finding.BadSignature signature -> words.say("finding.bad_signature", signature.keyName());
            case Finding.WrongOrigin origin -> words.say("finding.wrong_origin", origin.expected(), origin.found());
            case Finding.Malformed malformed -> words.say("finding.malformed", malformed.part(), malformed.reason());
        };
    }
}
