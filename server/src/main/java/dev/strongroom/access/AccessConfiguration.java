package dev.strongroom.access;

import dev.strongroom.approval.ApprovalRequests;
import dev.strongroom.approval.Approvals;
import dev.strongroom.approval.Approvers;
import dev.strongroom.catalog.ActiveCatalog;
import dev.strongroom.catalog.RequirementAnswers;
import dev.strongroom.config.StrongroomConfiguration;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.ledger.RecordedChanges;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    OpenPeriods openPeriods(JdbcClient jdbc, ConfigurationChanges changes, Clock clock) {
        var open = new OpenPeriods(jdbc, clock);
        changes.onChange(open::refresh);
        return open;
    }

    @Bean
    AccessDecisions accessDecisions(
            ActiveCatalog active,
            OpenPeriods open,
            ObjectProvider<RequirementAnswers> answers,
            ObjectProvider<CustomerRelations> relations,
            Clock clock) {
        return new AccessDecisions(
                active::current,
                open::isOpen,
                () -> answers.stream().toList(),
                () -> relations.getIfAvailable(() -> CustomerRelations.NONE),
                clock);
    }

    @Bean
    HourlyLooks hourlyLooks(Clock clock) {
        return new HourlyLooks(clock);
    }

    @Bean
    AccessPeriods accessPeriods(
            OpenPeriods open,
            Approvals approvals,
            Approvers approvers,
            ActiveCatalog active,
            ObjectProvider<CustomerRelations> relations,
            RecordedChanges recorded,
            ConfigurationChanges changes,
            JdbcClient jdbc,
            SecureRandom random,
            Clock clock) {
        return new AccessPeriods(
                open,
                approvals,
                approvers,
                active,
                () -> relations.getIfAvailable(() -> CustomerRelations.NONE),
                recorded,
                changes,
                jdbc,
                random,
                clock);
    }

    @Bean
    PurposesForATime purposesForATime(ActiveCatalog active, ApprovalRequests requests) {
        return new PurposesForATime(active, requests);
    }

    @Bean
    SeenFields seenFields(ActiveCatalog active) {
        return new SeenFields(active);
    }

    @Bean
    AccessAskedFor accessAskedFor(AccessPeriods periods, SeenFields seen) {
        return new AccessAskedFor(periods, seen);
    }

    @Bean
    Budgets budgets(StrongroomConfiguration configuration) {
        return new Budgets(configuration.budgets());
    }

    @Bean
    CatalogNames catalogNames(ActiveCatalog active) {
        return new CatalogNames(active);
    }
}
