package dev.strongroom.notify;

import java.util.Optional;

/// Whom messages go to. A higher module answers for the people it knows.
public interface Correspondents {

    /// @param recipient the id of an account
    boolean know(String recipient);

    /// Asked for each try to send. Secrets, such as codes, are drawn here and not before, so that none waits in the
    /// outbox.
    ///
    /// @return empty if there is nobody to send it to, or nothing to say any more; it is not asked for again then
    Optional<Letter> letter(Message message);
}
