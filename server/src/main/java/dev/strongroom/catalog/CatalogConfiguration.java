package dev.strongroom.catalog;

import dev.strongroom.approval.Approvals;
import dev.strongroom.database.ConfigurationChanges;
import dev.strongroom.ledger.Ledger;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {

    @Bean
    ActiveCatalog activeCatalog(JdbcClient jdbc, ConfigurationChanges changes) {
        var active = new ActiveCatalog(jdbc);
        changes.onChange(active::refresh);
        return active;
    }

    @Bean
    EarlierCatalogs earlierCatalogs() {
        return new EarlierCatalogs();
    }

    @Bean
    CatalogApplication catalogApplication(
            DataSource dataSource,
            ActiveCatalog active,
            ObjectProvider<StoredData> stored,
            ConfigurationChanges changes,
            ObjectProvider<RequirementAnswers> answers,
            Approvals approvals,
            Ledger ledger,
            Clock clock) {
        return new CatalogApplication(dataSource, active, stored, changes, answers, approvals, ledger, clock);
    }
}
