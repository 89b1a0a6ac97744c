package dev.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class CustomerKeyTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final KeyWrap KEK = new KeyWrap(DrawnBytes.secret("kek"));
    private static final KeyWrap NEXT = new KeyWrap(DrawnBytes.secret("next kek"));

    private static CustomerKey.Wrapped create(long customer) {
        return CustomerKey.create("deployment", customer, KEK, 1, RANDOM).wrapped();
    }

    private static CustomerKey open(CustomerKey.Wrapped wrapped, long customer, KeyWrap kek) {
        return CustomerKey.open(wrapped, "deployment", customer, kek);
    }

    @Test
    void pseudonym_ofAnyMonth_has16BytesAndItsOwnValue() {
        var key = open(create(1), 1, KEK);
        var months = java.util.stream.IntStream.range(0, 24)
                .mapToObj(YearMonth.of(1969, 6)::plusMonths)
                .map(month -> Cases.hex(key.pseudonym(month)))
                .toList();
        assertThat(months).doesNotHaveDuplicates().allMatch(pseudonym -> pseudonym.length() == 32);
        assertThat(key.pseudonym(YearMonth.of(1970, 1))).isEqualTo(key.pseudonym(YearMonth.of(1970, 1)));
    }

    @Test
    void pseudonym_changedByTheCaller_staysAsItWas() {
        var key = open(create(1), 1, KEK);
        var month = YearMonth.of(2026, 11);
        var pseudonym = key.pseudonym(month);
        key.pseudonym(month)[0] ^= 1;
        assertThat(key.pseudonym(month)).isEqualTo(pseudonym);
    }

    @Test
    void recordPseudonym_ofAnotherRecordOrCollection_isAnother() {
        var key = open(create(1), 1, KEK);
        assertThat(java.util.List.of(
                        Cases.hex(key.recordPseudonym("a", 12)),
                        Cases.hex(key.recordPseudonym("a 1", 2)),
                        Cases.hex(key.recordPseudonym("a", 2)),
                        Cases.hex(key.recordPseudonym("b", 2))))
                .doesNotHaveDuplicates();
    }

    @Test
    void rotate_secretsMovedFromAnotherCustomer_areRefused() {
        var own = create(1);
        var other = create(2);
        var moved = new CustomerKey.Wrapped(1, 1, other.wrapped(), own.commitment());
        assertThatThrownBy(() -> CustomerKey.rotate(moved, "deployment", 1, KEK, NEXT, 2, RANDOM))
                .isInstanceOf(DoesNotOpen.class);
        assertThatThrownBy(() -> CustomerKey.rotate(other, "deployment", 1, KEK, NEXT, 2, RANDOM))
                .isInstanceOf(DoesNotOpen.class);
        assertThatThrownBy(() -> CustomerKey.rotate(own, "deployment", 1, NEXT, NEXT, 2, RANDOM))
                .isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void rotate_halfASecret_isRefused() {
        var half = new CustomerKey.Wrapped(1, 1, KEK.wrap(DrawnBytes.secret("half")), new byte[32]);
        assertThatThrownBy(() -> CustomerKey.rotate(half, "deployment", 1, KEK, NEXT, 2, RANDOM))
                .isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void rotate_changesTheFieldKeyAndKeepsThePseudonyms() {
        var before = create(1);
        var after = CustomerKey.rotate(before, "deployment", 1, KEK, NEXT, 2, RANDOM)
                .wrapped();
        var month = YearMonth.of(2026, 11);
        assertThat(after.keyVersion()).isEqualTo(2);
        assertThat(after.keyEncryptionKeyVersion()).isEqualTo(2);
        var opened = open(after, 1, NEXT);
        assertThat(opened.pseudonym(month)).isEqualTo(open(before, 1, KEK).pseudonym(month));
        assertThat(opened.fieldKey().of(Suite.AES_256_GCM))
                .isNotEqualTo(open(before, 1, KEK).fieldKey().of(Suite.AES_256_GCM));
        assertThat(opened.fieldKey().version()).isEqualTo(2);
    }

    @Test
    void rewrap_movedSecrets_stillDoNotOpen() {
        var moved = new CustomerKey.Wrapped(1, 1, create(2).wrapped(), create(1).commitment());
        var rewrapped = moved.rewrap(KEK, NEXT, 2);
        assertThatThrownBy(() -> open(rewrapped, 1, NEXT)).isInstanceOf(DoesNotOpen.class);
        assertThatThrownBy(() -> moved.rewrap(NEXT, KEK, 2)).isInstanceOf(DoesNotOpen.class);
    }

    @Test
    void wrapped_changedByTheCaller_staysAsItWas() {
        var wrapped = create(1);
        wrapped.wrapped()[0] ^= 1;
        wrapped.commitment()[0] ^= 1;
        assertThat(open(wrapped, 1, KEK).fieldKey().version()).isEqualTo(1);
    }
}
