package dev.strongroom.ledger.web;

import dev.strongroom.core.tlog.CosignerKey;
import dev.strongroom.core.tlog.EntryBundlePath;
import dev.strongroom.core.tlog.SignedNote;
import dev.strongroom.core.tlog.TilePath;
import dev.strongroom.core.tlog.VerifierKey;
import dev.strongroom.ledger.LogContinuations;
import dev.strongroom.ledger.LogProofs;
import dev.strongroom.ledger.LogSigner;
import dev.strongroom.ledger.LogState;
import dev.strongroom.ledger.Tampering;
import dev.strongroom.web.AnyCaller;
import dev.strongroom.web.OpenEndpoint;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves the log as C2SP tlog-tiles. A tile of a given width never changes, so it may be cached for ever.
@RestController
class LogController {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final LogProofs proofs;
    private final LogSigner signer;
    private final LogState state;
    private final LogContinuations continuations;

    LogController(LogProofs proofs, LogSigner signer, LogState state, LogContinuations continuations) {
        this.proofs = proofs;
        this.signer = signer;
        this.state = state;
        this.continuations = continuations;
    }

    record Status(
            String origin,
            List<String> verifierKeys,
            List<String> cosignerKeys,
            long size,
            List<Tampering> tampering,
            List<String> continuations) {}

    @GetMapping("/v1/log")
    @AnyCaller
    Status status() {
        return new Status(
                signer.origin(),
                verifierKeys().stream().map(VerifierKey::encoded).toList(),
                cosignerKeys().stream().map(CosignerKey::encoded).toList(),
                state.published().size(),
                state.tampering(),
                continuations.statements());
    }

    /// Those that signed the newest checkpoint: a key that was just made verifies nothing yet.
    private List<VerifierKey> verifierKeys() {
        return state.published()
                .note()
                .map(SignedNote::parse)
                .map(note -> signer.everyVerifierKey().stream()
                        .filter(note::verifiedBy)
                        .toList())
                .filter(keys -> !keys.isEmpty())
                .orElseGet(signer::verifierKeys);
    }

    /// As [#verifierKeys()]. A checkpoint signed before there were cosigning keys has none of theirs.
    private List<CosignerKey> cosignerKeys() {
        return state.published()
                .note()
                .map(SignedNote::parse)
                .map(note ->
                        signer.cosignerKeys().stream().filter(note::cosignedBy).toList())
                .orElseGet(signer::cosignerKeys);
    }

    @GetMapping("/log/checkpoint")
    @OpenEndpoint
    ResponseEntity<String> checkpoint() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/plain;charset=utf-8"))
                .cacheControl(CacheControl.noCache())
                .body(proofs.checkpoint().orElseThrow(LogController::nothingThere));
    }

    @GetMapping("/log/tile/entries/**")
    @RequiresRole(
            value = {"log-reader", "auditor"},
            fresh = true)
    ResponseEntity<byte[]> entries(HttpServletRequest request) {
        var bundle =
                EntryBundlePath.parse(path(request)).flatMap(proofs::entries).orElseThrow(LogController::nothingThere);
        return answer(bundle, "private, no-store");
    }

    @GetMapping("/log/tile/**")
    @OpenEndpoint
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        var tile = TilePath.parse(path(request)).flatMap(proofs::tile).orElseThrow(LogController::nothingThere);
        return answer(tile, IMMUTABLE);
    }

    private static ResponseEntity<byte[]> answer(byte[] bytes, String caching) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("Cache-Control", caching)
                .body(bytes);
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring("/log/".length());
    }

    private static Problem nothingThere() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "log.no_such_tile", "Ask for tiles within the size of the newest checkpoint.");
    }
}
