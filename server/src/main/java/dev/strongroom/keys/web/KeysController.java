package dev.strongroom.keys.web;

import dev.strongroom.keys.KeyEncryptionKeys;
import dev.strongroom.keys.KeyRotations;
import dev.strongroom.keys.KeyStatus;
import dev.strongroom.web.Caller;
import dev.strongroom.web.Problem;
import dev.strongroom.web.RequiresRole;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class KeysController {

    private final KeyEncryptionKeys keys;
    private final KeyRotations rotations;

    KeysController(KeyEncryptionKeys keys, KeyRotations rotations) {
        this.keys = keys;
        this.rotations = rotations;
    }

    record Keys(List<KeyStatus> keys) {}

    record Rotation(String kind) {}

    record Rotated(String kind, int version) {}

    @GetMapping("/v1/keys")
    @RequiresRole("administrator")
    Keys status() {
        return new Keys(keys.status());
    }

    @PostMapping("/v1/keys/rotations")
    @RequiresRole("administrator")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Rotated rotate(@RequestBody Rotation rotation, Caller caller) {
        return switch (String.valueOf(rotation.kind())) {
            case "kek" -> new Rotated("kek", rotations.rotateKeyEncryptionKey(caller.id()));
            case "root" -> new Rotated("root", rotations.rotateRoot(caller.id()));
            case "log" -> new Rotated("log", rotations.rotateLog(caller.id()));
            default -> throw unknownKind();
        };
    }

    static Problem unknownKind() {
        return Problem.of(HttpStatus.BAD_REQUEST, "key.kind_unknown", "Name kek, root or log as the kind to rotate.")
                .with("member", "kind");
    }
}
