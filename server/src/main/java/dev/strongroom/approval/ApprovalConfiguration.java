package dev.strongroom.approval;

import dev.strongroom.ledger.RecordedChanges;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ApprovalConfiguration {

    @Bean
    ApprovalRows approvalRows(JsonMapper json, Clock clock) {
        return new ApprovalRows(json, clock);
    }

    @Bean
    TwoPersonRule twoPersonRule(Approvers approvers, JdbcClient jdbc, Clock clock) {
        return new TwoPersonRule(approvers, jdbc, clock);
    }

    @Bean
    Approvals approvals(
            ApprovalRows rows,
            TwoPersonRule rule,
            Approvers approvers,
            RecordedChanges changes,
            JdbcClient jdbc,
            SecureRandom random,
            Clock clock) {
        return new Approvals(rows, rule, approvers, changes, jdbc, random, clock);
    }

    @Bean
    CarriedOutChanges carriedOutChanges(
            ApprovalRows rows, Approvals approvals, ObjectProvider<KnownChanges> known, JdbcClient jdbc) {
        return new CarriedOutChanges(rows, approvals, () -> known.stream().toList(), jdbc);
    }

    @Bean
    ApprovalRequests approvalRequests(
            ApprovalRows rows, Approvers approvers, RecordedChanges changes, JdbcClient jdbc, Clock clock) {
        return new ApprovalRequests(rows, approvers, changes, jdbc, clock);
    }
}
