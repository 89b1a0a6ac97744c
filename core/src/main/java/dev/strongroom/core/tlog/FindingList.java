package dev.strongroom.core.tlog;

import java.util.ArrayList;
import java.util.List;

/// Findings up to a bound; those beyond are counted, so that a log that is wrong everywhere does not fill the memory.
final class FindingList {

    static final int MOST = 1_000;

    private final List<Finding> findings = new ArrayList<>();
    private long leftOff;

    void add(Finding finding) {
        if (findings.size() < MOST) {
            findings.add(finding);
        } else {
            leftOff++;
        }
    }

    /// For what is known to be wrong and was not looked at closely.
    void leaveOff(long count) {
        leftOff += count;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    long leftOff() {
        return leftOff;
    }
}
