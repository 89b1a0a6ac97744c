package dev.strongroom.vault;

import dev.strongroom.web.Problem;
import org.springframework.http.HttpStatus;

/// The refusals of earlier versions, each with its stable code. Whoever gets one may see the record, and so knows how
/// many versions it has.
final class VersionRefusals {

    private VersionRefusals() {}

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "version.unknown", "Name a version that the record has had.");
    }

    static Problem notKept() {
        return Problem.of(
                HttpStatus.GONE,
                "version.not_kept",
                "Name a version that is listed as kept: the values of this one are not, or no longer.");
    }

    static Problem current() {
        return Problem.of(
                HttpStatus.CONFLICT, "version.current", "Name an earlier version: the record is at this one already.");
    }
}
