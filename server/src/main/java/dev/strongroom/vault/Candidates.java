package dev.strongroom.vault;

import java.util.List;

/// Records that an index names, in the order of their ids. Each is opened and compared, since an index may be
/// truncated.
///
/// @param configurationVersion as the statement saw it, also where there are none
record Candidates(long configurationVersion, List<StoredRecord> records) {

    Candidates {
        records = List.copyOf(records);
    }
}
