package dev.strongroom.vault.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.vault.RecordCheck;
import dev.strongroom.vault.VersionCheck;
import dev.strongroom.web.RequiresRole;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RecordFindingsController {

    private final RecordCheck check;
    private final VersionCheck versions;

    RecordFindingsController(RecordCheck check, VersionCheck versions) {
        this.check = check;
        this.versions = versions;
    }

    record Finding(String record, String collection, String code) {}

    record Findings(List<Finding> findings) {}

    /// Records that are not what the ledger says, or of which an earlier version does not open.
    @GetMapping("/v1/findings")
    @RequiresRole({ApiClient.ADMINISTRATOR, ApiClient.AUDITOR})
    Findings findings() {
        return new Findings(Stream.concat(check.findings().stream(), versions.findings().stream())
                .map(finding -> new Finding(finding.record().toString(), finding.collection(), finding.code()))
                .toList());
    }
}
