package dev.strongroom.ledger;

import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.keys.KeyRing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which name the log has now: its own, or the one it got when the database was last restored.
public final class LogContinuations {

    private final String ownOrigin;
    private final List<String> statements;
    private final Optional<LogContinuation> newest;

    private LogContinuations(String ownOrigin, List<String> statements, KeyRing ring) {
        this.ownOrigin = ownOrigin;
        this.statements = statements.stream()
                .filter(statement -> LogContinuation.read(statement, ring).isPresent())
                .toList();
        this.newest = this.statements.stream()
                .flatMap(statement -> LogContinuation.read(statement, ring).stream())
                .max(Comparator.comparing(LogContinuation::restoredAt));
    }

    /// A row that nobody with the log's key signed counts for nothing.
    static LogContinuations read(JdbcClient jdbc, KeyRing ring, StrongroomConfiguration configuration) {
        var statements = jdbc.sql("select statement from log_continuation order by origin")
                .query((row, number) -> row.getString(1))
                .list();
        return new LogContinuations(ownOrigin(ring, configuration), statements, ring);
    }

    /// The name of a log that was never restored.
    static String ownOrigin(KeyRing ring, StrongroomConfiguration configuration) {
        return configuration.log().origin().orElse(ring.deployment() + ".strongroom.internal");
    }

    /// The signed statements, for those who hold checkpoints of a log that ended.
    public List<String> statements() {
        return statements;
    }

    String origin() {
        return newest.map(LogContinuation::continuesAs).orElse(ownOrigin);
    }

    /// The name of the file of copies of this log's checkpoints.
    String copiesName() {
        return newest.map(continuation -> copiesName(continuation.continuesAs()))
                .orElse(CheckpointCopies.NAME);
    }

    static String copiesName(String continuedOrigin) {
        return CheckpointCopies.NAME + "-" + continuedOrigin.substring(continuedOrigin.lastIndexOf('/') + 1);
    }
}
