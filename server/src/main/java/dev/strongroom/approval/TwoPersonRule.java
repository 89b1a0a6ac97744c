package dev.strongroom.approval;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whether changes take two people. So it is once two administrators exist, and so it stays, however many are left: or
/// one could get rid of the other and be alone again.
public final class TwoPersonRule {

    private final Approvers approvers;
    private final JdbcClient jdbc;
    private final Clock clock;

    TwoPersonRule(Approvers approvers, JdbcClient jdbc, Clock clock) {
        this.approvers = approvers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public boolean isInForce() {
        return isRemembered(jdbc) || approvers.now().size() > 1;
    }

    /// As [#isInForce], and it stays so when the transaction is committed. To be called before an administrator may
    /// cease to be one.
    public boolean remember(JdbcClient transaction) {
        if (approvers.held(transaction).size() > 1) {
            transaction
                    .sql("insert into two_person_rule (is_in_force, since) values (true, ?) on conflict do nothing")
                    .param(clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
        return isRemembered(transaction);
    }

    private static boolean isRemembered(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from two_person_rule")
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
