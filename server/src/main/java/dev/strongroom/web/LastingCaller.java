package dev.strongroom.web;

/// Whoever is calling, asked for again by calls that last. Handlers take it as an argument beside [Caller].
///
/// Guarantees: a key that was revoked, a session that was ended, an account that was disabled and a right that was
/// withdrawn meanwhile do no longer what the call goes on with. Does not guarantee that a second factor is still fresh:
/// it was when the call began.
@FunctionalInterface
public interface LastingCaller {

    /// The same caller with the rights they have now. Costs as much as one more request.
    ///
    /// @throws Problem if they may not make this call any more
    Caller now();
}
