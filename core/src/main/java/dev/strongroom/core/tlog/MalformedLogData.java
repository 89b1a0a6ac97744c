package dev.strongroom.core.tlog;

/// Text or bytes of a log that do not follow their format, or not in its one canonical form.
///
/// The message names the part and the rule, never the content.
public final class MalformedLogData extends RuntimeException {

    public MalformedLogData(String what) {
        super(what, null, false, false);
    }
}
