package dev.strongroom.approval.web;

import dev.strongroom.approval.ApprovalRequest;
import dev.strongroom.approval.AskedChange;
import dev.strongroom.approval.ChangeDetails;
import dev.strongroom.pages.Actors;
import dev.strongroom.pages.ShownText;
import dev.strongroom.web.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A request as pages show it.
///
/// @param kind as the API calls it
/// @param subject empty where the content says by itself what it is about
/// @param about what tells it from others of its kind, besides the subject
/// @param decision what the reader may do: `decide`, `take-back`, `waits` after an approval of theirs, `own` where it
/// is
/// about themselves, or `none`
/// @param state as the API calls it
/// @param endedBy empty: nobody in particular
/// @param words why it was refused, as its author wrote it
record AskedView(
        String id,
        String kind,
        Optional<Actors.Actor> subject,
        Optional<ShownText> about,
        String hash,
        Actors.Actor requester,
        Instant createdAt,
        Instant expiresAt,
        String state,
        int needed,
        List<Actors.Actor> approvedBy,
        AskedContent content,
        ChangeDetails details,
        String decision,
        Optional<Actors.Actor> endedBy,
        Optional<ShownText> words) {

    private static final List<String> IDS = List.of("staff-", "client-");

    static AskedView toDecide(ApprovalRequest request, ChangeDetails details, Actors.Named names, Caller reader) {
        return of(request, details, names, decision(request, reader), Optional.empty());
    }

    static AskedView told(ApprovalRequest request, Optional<String> words, Actors.Named names) {
        return of(request, ChangeDetails.NONE, names, "none", words);
    }

    private static String decision(ApprovalRequest request, Caller reader) {
        if (request.change().subject().equals(reader.id())) {
            return "own";
        }
        if (request.state() == ApprovalRequest.State.APPROVED) {
            return "take-back";
        }
        return request.approvedBy().contains(reader.id()) ? "waits" : "decide";
    }

    private static AskedView of(
            ApprovalRequest request,
            ChangeDetails details,
            Actors.Named names,
            String decision,
            Optional<String> words) {
        var change = request.change();
        return new AskedView(
                request.id(),
                change.kind().word(),
                Optional.of(change.subject())
                        .filter(subject -> IDS.stream().anyMatch(subject::startsWith))
                        .map(names::of),
                about(change),
                request.hash(),
                names.of(request.requester()),
                request.createdAt(),
                request.expiresAt(),
                request.state().word(),
                request.needed(),
                request.approvedBy().stream().map(names::of).toList(),
                AskedContent.of(change),
                details,
                decision,
                request.endedBy().map(names::of),
                words.map(ShownText::of));
    }

    private static Optional<ShownText> about(AskedChange change) {
        var content = change.content();
        return switch (change.kind()) {
            case OPEN_ACCESS ->
                Optional.ofNullable(content.get("ticket"))
                        .map(ticket -> ShownText.of(content.getOrDefault("purpose", "") + " · " + ticket));
            case CREATE_CLIENT -> Optional.ofNullable(content.get("name")).map(ShownText::of);
            case GRANT, ENABLE, INVITE_AGAIN, RECOVER, ROTATE_CLIENT, APPLY_CATALOG -> Optional.empty();
        };
    }

    public boolean isOpen() {
        return state.equals("waiting") || state.equals("approved");
    }

    @Override
    public String toString() {
        return "AskedView[" + id + "]";
    }
}
