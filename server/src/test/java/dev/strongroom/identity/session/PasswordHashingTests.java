package dev.strongroom.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.strongroom.web.Problem;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordHashingTests {

    private static final String LONGEST = "gx7#kQ2v".repeat(PasswordPolicy.LONGEST / 8);

    private final PasswordHashing hashing = new PasswordHashing(1);

    @Test
    void hash_isOfArgon2id_withASaltOfItsOwn() {
        var first = hashing.hash(LONGEST);
        assertThat(first).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(hashing.hash(LONGEST)).isNotEqualTo(first);
        assertThat(hashing.isOutdated(first)).isFalse();
        assertThat(hashing.isOutdated(first.replace("m=19456", "m=4096"))).isTrue();
    }

    @Test
    void everyCharacterCounts_theLastOfTheLongestTheFirstAndTheirCase() {
        var hash = hashing.hash(LONGEST);
        assertThat(hashing.matches(LONGEST, hash, true)).isTrue();
        for (int at : new int[] {0, 8, 71, 72, 73, LONGEST.length() - 1}) {
            var changed = new StringBuilder(LONGEST);
            changed.setCharAt(at, '~');
            assertThat(hashing.matches(changed.toString(), hash, true))
                    .as("%d", at)
                    .isFalse();
        }
        assertThat(hashing.matches(LONGEST.toUpperCase(java.util.Locale.ROOT), hash, true))
                .isFalse();
        assertThat(hashing.matches(LONGEST + " ", hash, true)).isFalse();
    }

    @Test
    void moreStrangersThanCanWait_areTurnedAway_andWhoIsKnownIsNot() throws Exception {
        var hash = hashing.hash(LONGEST);
        var compared = new AtomicInteger();
        var refused = new AtomicInteger();
        try (var strangers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                strangers.submit(() -> {
                    try {
                        hashing.matchesNobody("a guess");
                        compared.incrementAndGet();
                    } catch (Problem busy) {
                        assertThat(busy.code()).isEqualTo("sign_in.busy");
                        refused.incrementAndGet();
                    }
                });
            }
            assertThat(hashing.matches(LONGEST, hash, true)).isTrue();
        }
        assertThat(compared.get() + refused.get()).isEqualTo(60);
        assertThat(refused.get()).isBetween(20, 59);
    }

    @Test
    void strangerAfterAStranger_waitsForTheRestOfTheOne_andIsComparedThen() {
        for (int i = 0; i < 4; i++) {
            assertThat(hashing.matchesNobody("a guess")).isFalse();
        }
        assertThat(hashing.matches(LONGEST, hashing.hash(LONGEST), false)).isTrue();
    }
}
