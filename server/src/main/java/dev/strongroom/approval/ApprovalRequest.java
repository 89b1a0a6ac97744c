package dev.strongroom.approval;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A change that was asked for, and what became of it.
///
/// @param id opaque: `approval-` and 12 hexadecimal digits
/// @param hash of the change and its requester, in base64
/// @param requester the account or client that asked, and the only one who can make the change
/// @param needed how many people have to approve
/// @param approvedBy accounts of people
/// @param endedBy who declined it, withdrew it or made the change; empty: open, expired, or overtaken by another change
public record ApprovalRequest(
        String id,
        AskedChange change,
        String hash,
        String requester,
        int needed,
        List<String> approvedBy,
        State state,
        Instant createdAt,
        Instant expiresAt,
        Optional<String> endedBy) {

    public ApprovalRequest {
        approvedBy = List.copyOf(approvedBy);
    }

    /// Where a request stands.
    public enum State {
        WAITING,
        /// The requester may make the change now.
        APPROVED,
        /// The change was made.
        USED,
        DECLINED,
        WITHDRAWN,
        EXPIRED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isOpen() {
        return state == State.WAITING || state == State.APPROVED;
    }
}
