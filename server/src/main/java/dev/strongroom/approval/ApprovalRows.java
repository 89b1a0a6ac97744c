package dev.strongroom.approval;

import dev.strongroom.approval.ApprovalRequest.State;
import dev.strongroom.ledger.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The statements that read and write requests.
final class ApprovalRows {

    private static final String SELECT = """
            select r.*, array(select approver from approval where request_id = r.id order by approved_at) as approvers
            from approval_request r
            """;

    /// A content may be a whole catalog.
    private static final String SELECT_WITHOUT_CONTENT = """
            select r.id, r.kind, r.subject, '{}' as content, r.hash, r.requester, r.needed, r.created_at, r.expires_at,
                r.ended_at, r.ended_as, r.ended_by,
                array(select approver from approval where request_id = r.id order by approved_at) as approvers
            from approval_request r
            """;

    private static final String SELECT_WITHOUT_CATALOG =
            SELECT_WITHOUT_CONTENT.replace("'{}' as content", "r.content - 'source' as content");

    private static final Duration A_DAY = Duration.ofDays(1);

    private final JsonMapper json;
    private final Clock clock;

    ApprovalRows(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /// @return false if the requester asked for the same in the same moment
    boolean insert(JdbcClient jdbc, ApprovalRequest request, Hash hash) {
        return jdbc.sql("insert into approval_request (id, kind, subject, content, hash, requester, needed, created_at,"
                                + " expires_at) values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)"
                                + " on conflict (requester, hash) where ended_at is null do nothing")
                        .params(
                                request.id(),
                                request.change().kind().word(),
                                request.change().subject(),
                                json.writeValueAsString(request.change().content()),
                                hash.bytes(),
                                request.requester(),
                                request.needed(),
                                utc(request.createdAt()),
                                utc(request.expiresAt()))
                        .update()
                == 1;
    }

    /// The open one of a requester for exactly this.
    Optional<ApprovalRequest> open(JdbcClient jdbc, String requester, Hash hash) {
        return jdbc.sql(SELECT + "where r.requester = ? and r.hash = ? and r.ended_at is null and r.expires_at > ?")
                .params(requester, hash.bytes(), utc(clock.instant()))
                .query((row, line) -> request(row))
                .optional();
    }

    /// Those that are open, and those of the last day whatever became of them: each was told to all administrators.
    int countRecent(JdbcClient jdbc, String requester) {
        var now = clock.instant();
        return jdbc.sql("select count(*) from approval_request where requester = ?"
                        + " and (ended_at is null and expires_at > ? or created_at > ?)")
                .params(requester, utc(now), utc(now.minus(A_DAY)))
                .query(Integer.class)
                .single();
    }

    /// Ends what expired, so that the same can be asked again.
    void endExpired(JdbcClient transaction, String requester, Hash hash) {
        transaction
                .sql("update approval_request set ended_at = expires_at, ended_as = 'expired'"
                        + " where requester = ? and hash = ? and ended_at is null and expires_at <= ?")
                .params(requester, hash.bytes(), utc(clock.instant()))
                .update();
    }

    void endAbout(JdbcClient transaction, String subject) {
        transaction
                .sql("update approval_request set ended_at = ?, ended_as = 'withdrawn' where subject = ?"
                        + " and ended_at is null")
                .params(utc(clock.instant()), subject)
                .update();
    }

    void removeBefore(JdbcClient transaction, Instant before) {
        transaction
                .sql("delete from approval where request_id in (select id from approval_request where expires_at < ?)")
                .param(utc(before))
                .update();
        transaction
                .sql("delete from approval_request where expires_at < ?")
                .param(utc(before))
                .update();
    }

    Optional<ApprovalRequest> byId(JdbcClient jdbc, String id, boolean held) {
        return jdbc.sql(SELECT + "where r.id = ?" + (held ? " for update of r" : ""))
                .param(id)
                .query((row, line) -> request(row))
                .optional();
    }

    List<ApprovalRequest> newest(JdbcClient jdbc, int most) {
        return jdbc.sql(SELECT_WITHOUT_CONTENT
                        + "order by (r.ended_at is null and r.expires_at > ?) desc, r.created_at desc, r.id limit ?")
                .params(utc(clock.instant()), most)
                .query((row, line) -> request(row))
                .list();
    }

    /// The open ones of others, with all they hold: of everybody who asked the one that ends first, then of everybody
    /// the next one, so that whoever asks for much hides nothing of others.
    List<ApprovalRequest> openForOthers(JdbcClient jdbc, String reader, Set<String> kinds, int most) {
        return openOfOthers(
                        jdbc,
                        SELECT,
                        "order by row_number() over (partition by r.requester order by r.expires_at,"
                                + " r.id), r.expires_at, r.id limit :most",
                        reader,
                        kinds)
                .param("most", most)
                .query((row, line) -> request(row))
                .list();
    }

    int countOpenForOthers(JdbcClient jdbc, String reader, Set<String> kinds) {
        return openOfOthers(jdbc, "select count(*) from approval_request r ", "", reader, kinds)
                .query(Integer.class)
                .single();
    }

    private JdbcClient.StatementSpec openOfOthers(
            JdbcClient jdbc, String select, String order, String reader, Set<String> kinds) {
        return jdbc.sql(select + "where r.requester <> :reader and r.kind in (:kinds) and r.ended_at is null"
                        + " and r.expires_at > :now " + order)
                .param("reader", reader)
                .param("kinds", kinds)
                .param("now", utc(clock.instant()));
    }

    int countWaitingFor(JdbcClient jdbc, String reader, Set<String> kinds) {
        return openOfOthers(
                        jdbc,
                        "select count(*) from approval_request r ",
                        "and r.subject <> :reader and not exists (select from approval a where a.request_id = r.id and"
                                + " a.approver = :reader) and r.needed > (select count(*) from approval a"
                                + " where a.request_id = r.id)",
                        reader,
                        kinds)
                .query(Integer.class)
                .single();
    }

    int countApprovedOf(JdbcClient jdbc, String requester) {
        return jdbc.sql("select count(*) from approval_request r where r.requester = ? and r.ended_at is null"
                        + " and r.expires_at > ?"
                        + " and r.needed <= (select count(*) from approval a where a.request_id = r.id)")
                .params(requester, utc(clock.instant()))
                .query(Integer.class)
                .single();
    }

    int countOf(JdbcClient jdbc, String requester) {
        return jdbc.sql("select count(*) from approval_request where requester = ?")
                .param(requester)
                .query(Integer.class)
                .single();
    }

    /// Those of a requester, open ones first, then newest first; without catalogs.
    List<ApprovalRequest> of(JdbcClient jdbc, String requester, int most) {
        return jdbc.sql(SELECT_WITHOUT_CATALOG
                        + "where r.requester = ? order by (r.ended_at is null and r.expires_at > ?) desc,"
                        + " r.created_at desc, r.id limit ?")
                .params(requester, utc(clock.instant()), most)
                .query((row, line) -> request(row))
                .list();
    }

    /// The open ones of a requester, newest first.
    List<ApprovalRequest> openOf(JdbcClient jdbc, String requester, AskedChange.Kind kind) {
        return jdbc.sql(SELECT + "where r.requester = ? and r.kind = ? and r.ended_at is null and r.expires_at > ?"
                        + " order by r.created_at desc, r.id")
                .params(requester, kind.word(), utc(clock.instant()))
                .query((row, line) -> request(row))
                .list();
    }

    void approve(JdbcClient transaction, String id, String approver) {
        transaction
                .sql("insert into approval (request_id, approver, approved_at) values (?, ?, ?)"
                        + " on conflict (request_id, approver) do nothing")
                .params(id, approver, utc(clock.instant()))
                .update();
    }

    void end(JdbcClient transaction, String id, State state, String by) {
        transaction
                .sql("update approval_request set ended_at = ?, ended_as = ?, ended_by = ? where id = ?")
                .params(utc(clock.instant()), state.word(), by, id)
                .update();
    }

    void setWords(JdbcClient transaction, String id, byte[] sealed) {
        transaction
                .sql("update approval_request set words = ? where id = ?")
                .params(sealed, id)
                .update();
    }

    /// What was said when it was ended, sealed; empty if nothing was.
    Optional<byte[]> words(JdbcClient jdbc, String id) {
        return jdbc.sql("select words from approval_request where id = ? and words is not null")
                .param(id)
                .query((row, line) -> row.getBytes("words"))
                .optional();
    }

    private ApprovalRequest request(ResultSet row) throws SQLException {
        var approvers = List.of((String[]) row.getArray("approvers").getArray());
        var expiresAt = row.getObject("expires_at", OffsetDateTime.class).toInstant();
        var change =
                new AskedChange(AskedChange.Kind.of(row.getString("kind")), row.getString("subject"), content(row));
        int needed = row.getInt("needed");
        return new ApprovalRequest(
                row.getString("id"),
                change,
                new Hash(row.getBytes("hash")).toString(),
                row.getString("requester"),
                needed,
                approvers,
                state(row.getString("ended_as"), expiresAt, approvers.size() >= needed),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                expiresAt,
                Optional.ofNullable(row.getString("ended_by")));
    }

    private SortedMap<String, String> content(ResultSet row) throws SQLException {
        var content = new TreeMap<String, String>();
        json.readTree(row.getString("content"))
                .properties()
                .forEach((Map.Entry<String, tools.jackson.databind.JsonNode> member) ->
                        content.put(member.getKey(), member.getValue().asString()));
        return content;
    }

    private State state(@Nullable String endedAs, Instant expiresAt, boolean isApproved) {
        if (endedAs != null) {
            return State.valueOf(endedAs.toUpperCase(Locale.ROOT));
        }
        if (!expiresAt.isAfter(clock.instant())) {
            return State.EXPIRED;
        }
        return isApproved ? State.APPROVED : State.WAITING;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
