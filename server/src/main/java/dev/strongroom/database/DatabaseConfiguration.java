package dev.strongroom.database;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.strongroom.config.StrongroomConfiguration;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    interface Opening {
        Database open(String url, String user, String password, int poolSize, Runnable stop);
    }

    @Bean(destroyMethod = "close")
    Database database(StrongroomConfiguration configuration) {
        return open(configuration, List.of(), Database::open);
    }

    /// @param extraSettings of an embedded PostgreSQL
    static Database open(StrongroomConfiguration configuration, List<String> extraSettings, Opening opening) {
        var settings = configuration.database();
        return settings.external()
                .map(external -> opening.open(
                        external.url(), external.user(), external.password(), settings.poolSize(), () -> {}))
                .orElseGet(() -> embedded(configuration, extraSettings, opening));
    }

    private static Database embedded(
            StrongroomConfiguration configuration, List<String> extraSettings, Opening opening) {
        var home = configuration.home();
        var postgres = EmbeddedPostgres.start(
                EmbeddedPostgres.folder(home),
                home.resolve("programs"),
                configuration.database().sharedBuffers(),
                extraSettings,
                new SecureRandom());
        return opening.open(
                postgres.jdbcUrl("postgres"),
                EmbeddedPostgres.USER,
                postgres.password(),
                configuration.database().poolSize(),
                postgres::close);
    }

    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.dataSource();
    }

    @Bean(destroyMethod = "close")
    SharedRoundTrips sharedRoundTrips(Database database) {
        return new SharedRoundTrips(database::dedicatedConnection);
    }

    @Bean(destroyMethod = "close", defaultCandidate = false)
    SharedRoundTrips readingRoundTrips(Database database) {
        return new SharedRoundTrips(database::dedicatedConnection);
    }

    @Bean(destroyMethod = "close")
    ConfigurationChanges configurationChanges(DataSource dataSource) {
        return new ConfigurationChanges(dataSource);
    }

    @Bean(destroyMethod = "close")
    DatabaseClock clock(DataSource dataSource) {
        return new DatabaseClock(dataSource, Clock.systemUTC());
    }

    @Bean
    KeptCounts keptCounts() {
        return new KeptCounts(Ticker.systemTicker());
    }

    @Bean
    DatabaseClockReadiness databaseClockReadiness(DatabaseClock clock) {
        return new DatabaseClockReadiness(clock);
    }
}
