package dev.strongroom.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/// The own decision beside Cedar's, on random catalogs.
class CedarComparisonProperties {

    private static final String PERMIT = "PERMIT";

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void decision_isTheOneOfCedar(
            @ForAll("catalogs") DrawnCatalog drawn, @ForAll("requests") List<AccessRequest> requests) {
        var catalog = drawn.read();
        var own = AccessRequest.under(catalog);
        var cedar = new CedarOracle(drawn, catalog.hash());
        for (var request : requests) {
            var decision = request.decidedBy(own);
            assertThat(decision).isEqualTo(cedar.decide(request));
            Statistics.collect(word(decision));
        }
        everyOutcomeWasMet(EnumSet.complementOf(EnumSet.of(Decision.Reason.SEARCH_NOT_GRANTED)));
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void decisionOfASearch_isTheOneOfCedar(
            @ForAll("catalogs") DrawnCatalog drawn, @ForAll("requests") List<AccessRequest> requests) {
        var catalog = drawn.read();
        var own = AccessRequest.under(catalog);
        var cedar = new CedarOracle(drawn, catalog.hash());
        for (var request : requests) {
            var decision = request.searchDecidedBy(own);
            assertThat(decision).isEqualTo(cedar.decideSearch(request));
            Statistics.collect(word(decision));
        }
        everyOutcomeWasMet(EnumSet.allOf(Decision.Reason.class));
    }

    @Provide
    Arbitrary<DrawnCatalog> catalogs() {
        return Draws.catalogs();
    }

    @Provide
    Arbitrary<List<AccessRequest>> requests() {
        return Draws.requests().list().ofSize(10);
    }

    private static String word(Decision decision) {
        return decision instanceof Decision.Deny deny ? deny.reason().name() : PERMIT;
    }

    /// Purposes and roles are drawn without times and terms, which are no part of Cedar's decision.
    private static void everyOutcomeWasMet(Set<Decision.Reason> reasons) {
        var met = EnumSet.copyOf(reasons);
        met.retainAll(EnumSet.range(Decision.Reason.PURPOSE_NOT_ALLOWED, Decision.Reason.SEARCH_NOT_GRANTED));
        if (reasons.contains(Decision.Reason.FACTOR_STALE)) {
            met.add(Decision.Reason.FACTOR_STALE);
        }
        Statistics.coverage(coverage -> {
            coverage.check(PERMIT).count(count -> count > 100);
            met.forEach(reason -> coverage.check(reason.name()).count(count -> count > 15));
        });
    }
}
