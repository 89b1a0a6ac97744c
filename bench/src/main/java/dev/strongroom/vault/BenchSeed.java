package dev.strongroom.vault;

import dev.strongroom.bench.BenchCustomer;
import dev.strongroom.web.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;

/// Fills a vault with invented customers by importing them.
public final class BenchSeed {

    private static final Caller SEEDER = Caller.program("bench-seed", Set.of("agent"), Set.of());

    private final ApplicationContext server;

    public BenchSeed(ApplicationContext server) {
        this.server = server;
    }

    /// @param progress told how many there are
    /// @return the ids of all customers in no particular order; customer n is [BenchCustomer] n
    public List<RecordId> customers(int count, IntConsumer progress) throws IOException {
        int limit = RecordImports.MOST_LINES;
        for (int first = 0; first < count; first += limit) {
            var lines = new Generated(first, Math.min(count, first + limit), progress);
            var id = "benchseed%07d".formatted(first);
            server.getBean(RecordImports.class)
                    .run(new RecordImports.Request(SEEDER, "customers", id, false, 0), () -> SEEDER, lines);
        }
        return ids();
    }

    private List<RecordId> ids() {
        try (var connection = server.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            var ids = new ArrayList<RecordId>();
            try (var rows = statement.executeQuery("select customer_id from customer_key")) {
                while (rows.next()) {
                    ids.add(RecordId.ofCustomer(rows.getLong(1)));
                }
            }
            return ids;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Generated implements ImportLines {

        private final int first;
        private final int end;
        private final IntConsumer progress;
        private int next;

        Generated(int first, int end, IntConsumer progress) {
            this.first = first;
            this.end = end;
            this.progress = progress;
            this.next = first;
        }

        @Override
        public Optional<Line> next() {
            if (next == end) {
                return Optional.empty();
            }
            var bytes = new BenchCustomer(next++).line().getBytes(StandardCharsets.UTF_8);
            progress.accept(next);
            return Optional.of(new Line((long) next - first, bytes, false));
        }
    }
}
