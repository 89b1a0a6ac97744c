package dev.strongroom.approval;

import dev.strongroom.web.Caller;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a module knows of the changes it asks for: what they would do, and how they are made. Declared as a bean.
public interface KnownChanges {

    /// Those that it asks for.
    Set<AskedChange.Kind> kinds();

    /// What a change would do, beyond what its content says by itself.
    default ChangeDetails details(AskedChange change, Locale language) {
        return ChangeDetails.NONE;
    }

    /// Makes the change through the door by which it was asked for, with the checks of that door.
    ///
    /// @param requester who asked for it
    /// @return what it brought about that is shown this once
    Optional<Handover> carryOut(AskedChange change, Caller requester);

    /// Something secret that whoever made the change hands over.
    ///
    /// @param kind `client` or `invitation`
    /// @param id whom it is for
    record Handover(String kind, String id, String secret) {
        @Override
        public String toString() {
            return "Handover[" + kind + ", " + id + "]";
        }
    }
}
