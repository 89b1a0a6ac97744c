package dev.strongroom.vault.web;

import dev.strongroom.identity.ApiClient;
import dev.strongroom.vault.RecordCheck;
import dev.strongroom.web.RequiresRole;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RecordFindingsController {

    private final RecordCheck check;

    RecordFindingsController(RecordCheck check) {
        this.check = check;
    }

    record Finding(String record, String collection, String code) {}

    record Findings(List<Finding> findings) {}

    /// Records that are not what the ledger says.
    @GetMapping("/v1/findings")
    @RequiresRole(ApiClient.ADMINISTRATOR)
    Findings findings() {
        return new Findings(check.findings().stream()
                .map(finding -> new Finding(finding.record().toString(), finding.collection(), finding.code()))
                .toList());
    }
}
