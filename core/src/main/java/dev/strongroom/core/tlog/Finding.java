package dev.strongroom.core.tlog;

import java.util.OptionalLong;

/// Something wrong with a log, naming what and where. Indices count entries from 0.
public sealed interface Finding {

    /// The entry at this index is another than the one the tree was built from.
    record EntryChanged(long index) implements Finding {}

    /// The entry of this index is gone.
    record EntryMissing(long index) implements Finding {}

    /// The entry that belongs at `index` stands at `foundAt`. Two that changed places are two findings.
    record EntryMoved(long index, long foundAt) implements Finding {}

    /// At this place stands an entry that the tree does not have.
    record EntryAdded(long index) implements Finding {}

    /// A hash tile does not fit the tree above it.
    record TileChanged(TilePath path) implements Finding {}

    /// A hash tile is gone that the checkpoint's size requires.
    record TileMissing(TilePath path) implements Finding {}

    /// The tiles do not hash to the root that was signed.
    record RootDiffers(long size) implements Finding {}

    /// The log is smaller than it once was.
    record SizeWentBack(long earlierSize, long size) implements Finding {}

    /// The log does not begin with the entries it had at the earlier checkpoint.
    ///
    /// @param earlierSize of that checkpoint
    /// @param firstIndex of the first entry of it that is known to be wrong; often the tree alone cannot tell
    record HistoryRewritten(long earlierSize, OptionalLong firstIndex) implements Finding {}

    /// The checkpoint has no signature of the key that verifies, or one that does not.
    record BadSignature(String keyName) implements Finding {}

    /// A checkpoint names another log.
    record WrongOrigin(String expected, String found) implements Finding {}

    /// A file of the log does not follow its format.
    ///
    /// @param part its path
    record Malformed(String part, String reason) implements Finding {}
}
