package dev.strongroom.ledger.web;

import dev.strongroom.ledger.LogProofs;
import dev.strongroom.ledger.Receipt;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReceiptsController {

    private final LogProofs proofs;

    ReceiptsController(LogProofs proofs) {
        this.proofs = proofs;
    }

    /// The leaf hash in a receipt is known only to who got the receipt, so whoever holds it may have the proof.
    @GetMapping("/v1/receipts/{receipt}")
    @AnyCaller
    ResponseEntity<String> proof(@PathVariable String receipt) {
        var parsed = Receipt.parse(receipt).orElseThrow(ReceiptsController::unknown);
        return switch (proofs.prove(parsed)) {
            case LogProofs.Answer.Proven proven ->
                ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("text/plain;charset=utf-8"))
                        .body(proven.text());
            case LogProofs.Answer.NotYet waiting ->
                ResponseEntity.accepted().header(HttpHeaders.RETRY_AFTER, "1").build();
            case LogProofs.Answer.Unknown nothing -> throw unknown();
        };
    }

    private static Problem unknown() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "receipt.unknown", "Send a receipt as an answer of this server gave it.");
    }
}
