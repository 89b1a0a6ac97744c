package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.core.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlogProofTest {

    private static final MemoryLog LOG = MemoryLog.ofSize(300);
    private static final VerifierKey KEY = MemoryLog.SIGNER.verifierKey();
    private static final byte[] ENTRY = NaiveTree.entries(300).get(259);

    private static TlogProof proof() {
        return new TlogProof(
                Optional.of(ENTRY), 259, Proofs.inclusion(259, 300, LOG.reader()), LOG.checkpoint.orElseThrow());
    }

    @Test
    void parse_encodedProof_isTheSameAndVerifies() {
        var text = proof().encoded();
        assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nextra ZW50cnkgMjU5\nindex 259\n");
        var parsed = TlogProof.parse(text);
        assertThat(parsed.encoded()).isEqualTo(text);
        assertThat(parsed.verify(KEY)).isTrue();
        assertThat(parsed.verify(ENTRY, KEY)).isTrue();
        assertThat(parsed.verifyLeaf(TreeHash.leaf(ENTRY), KEY)).isTrue();
        assertThat(parsed.checkpoint()).isEqualTo(LOG.head());
        assertThat(parsed.extra().orElseThrow()).isEqualTo(ENTRY);
    }

    @Test
    void parse_withoutExtra_verifiesForTheHolderOfTheEntryOnly() {
        var proof = proof();
        var bare = new TlogProof(Optional.empty(), 259, proof.hashes(), proof.checkpointNote());
        var parsed = TlogProof.parse(bare.encoded());
        assertThat(parsed.encoded()).doesNotContain("extra");
        assertThat(parsed.verify(ENTRY, KEY)).isTrue();
        assertThat(parsed.verify(KEY)).isFalse();
    }

    @Test
    void parse_treeOfOneLeaf_hasNoHashes() {
        var log = MemoryLog.ofSize(1);
        var proof = new TlogProof(Optional.empty(), 0, List.of(), log.checkpoint.orElseThrow());
        assertThat(TlogProof.parse(proof.encoded()).verify(NaiveTree.entries(1).getFirst(), KEY))
                .isTrue();
    }

    @Test
    void verify_anySingleBitChange_isFalseOrRefused() {
        var bytes = proof().encoded().getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                var proof = TlogProof.parse(new String(changed, StandardCharsets.UTF_8));
                assertThat(proof.verify(KEY)).as("bit " + bit).isFalse();
            } catch (MalformedLogData refused) {
                assertThat(refused).hasNoCause();
            }
        }
    }

    @Test
    void verify_otherKeyOrOrigin_isFalse() {
        var other = NoteSigner.fromSeed("log.example/other", SecretBytes.copyOf(new byte[32]));
        assertThat(proof().verify(other.verifierKey())).isFalse();
        var foreign = SignedNote.sign(LOG.head().text(), List.of(other)).encoded();
        var proof = new TlogProof(Optional.of(ENTRY), 259, proof().hashes(), foreign);
        assertThat(proof.verify(other.verifierKey())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tlog-proof@v1|tlog-proof@v2",
                "index 259|index 0259",
                "index 259|index -1",
                "index 259|index  259",
                "index 259|Index 259",
                "index 259|index 9223372036854775808",
                "index 259|index 99999999999999999999",
                "'extra '|'extra  '",
                "extra ZW50cnkgMjU5|extra",
                "extra ZW50cnkgMjU5|'extra '",
                "extra ZW50cnkgMjU5|extra ZW50cnkgMjU",
            })
    void parse_lineInAnotherForm_isRefused(String from, String to) {
        var text = proof().encoded();
        var changed = text.replace(from, to);
        assertThat(changed).isNotEqualTo(text);
        assertThatThrownBy(() -> TlogProof.parse(changed)).isInstanceOf(MalformedLogData.class);
    }

    @Test
    void parse_notAProof_isRefused() {
        assertThatThrownBy(() -> TlogProof.parse("")).isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> TlogProof.parse("c2sp.org/tlog-proof@v1\n\n")).isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> TlogProof.parse("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx\n"))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> TlogProof.parse(proof().encoded() + "\n")).isInstanceOf(MalformedLogData.class);
    }

    @Test
    void constructor_partsOutOfBounds_areRefused() {
        var note = proof().checkpointNote();
        assertThatThrownBy(() -> new TlogProof(Optional.of(new byte[0]), 0, List.of(), note))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> new TlogProof(Optional.empty(), -1, List.of(), note))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> new TlogProof(Optional.empty(), 0, Collections.nCopies(64, new byte[32]), note))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> new TlogProof(Optional.empty(), 0, List.of(new byte[31]), note))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> new TlogProof(Optional.empty(), 0, List.of(), "no note"))
                .isInstanceOf(MalformedLogData.class);
    }
}
