package dev.strongroom.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.RunningServer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who would see more, and who less.
class GrantChangeTests {

    private static final String SHOP = RunningServer.sample("shop.yaml");

    private static Catalog read(String yaml) {
        try {
            return Catalog.read(yaml.getBytes(StandardCharsets.UTF_8));
        } catch (CatalogErrors wrong) {
            throw new IllegalArgumentException(wrong.errors().toString(), wrong);
        }
    }

    @Test
    void sameCatalog_andOneWithOtherComments_changeNothing() {
        var catalog = read(SHOP);
        assertThat(GrantChange.between(Optional.of(catalog), catalog)).isEmpty();
        assertThat(GrantChange.between(Optional.of(catalog), read(SHOP + "\n# a comment\n")))
                .isEmpty();
    }

    @Test
    void firstCatalog_showsMore_andNeverLess() {
        var changes = GrantChange.between(Optional.empty(), read(SHOP));
        assertThat(changes).isNotEmpty().allMatch(GrantChange::isMore);
        assertThat(changes).allMatch(change -> change.before() == Level.NONE && change.after() != Level.NONE);
    }

    @Test
    void changes_areTheOthersBackwards_theOtherWayRound() {
        var before = read(SHOP);
        var after = read(SHOP.replaceFirst("(?s)(support_agent:.*?email: )\\w+", "$1masked"));
        var forth = GrantChange.between(Optional.of(before), after);
        var back = GrantChange.between(Optional.of(after), before);
        assertThat(forth).isNotEmpty().noneMatch(GrantChange::isMore);
        assertThat(back)
                .isEqualTo(forth.stream()
                        .map(change -> new GrantChange(
                                change.role(),
                                change.purpose(),
                                change.collection(),
                                change.field(),
                                change.after(),
                                change.before()))
                        .toList());
    }
}
