package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.core.crypto.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ML-DSA-44 line of a checkpoint, after C2SP tlog-cosignature.
class CosignatureTest {

    private static final String ORIGIN = "log.example/test";
    private static final long TIME = 1_767_225_600L;
    private static final NoteSigner SIGNER = NoteSigner.fromSeed(ORIGIN, seed(1));
    private static final Cosigner COSIGNER = Cosigner.fromSeed(ORIGIN, seed(2), new SecureRandom());
    private static final CosignerKey KEY = COSIGNER.key();
    private static final Checkpoint HEAD = head(ORIGIN, 42, 7);
    private static final byte[] SIGNATURE = COSIGNER.sign(HEAD, TIME);

    private static SecretBytes seed(int number) {
        var seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return SecretBytes.copyOf(seed);
    }

    private static Checkpoint head(String origin, long size, int root) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) root);
        return new Checkpoint(origin, size, bytes);
    }

    private static SignedNote note(Checkpoint checkpoint, byte[] cosignature) {
        var signatures = new ArrayList<>(
                SignedNote.sign(checkpoint.text(), List.of(SIGNER)).signatures());
        signatures.add(new SignedNote.Signature(KEY.name(), KEY.keyId(), cosignature));
        return new SignedNote(checkpoint.text(), signatures);
    }

    @Test
    void message_isTheStructureOfTheSpecification() {
        var expected = new ByteArrayOutputStream();
        expected.writeBytes(new byte[] {'s', 'u', 'b', 't', 'r', 'e', 'e', '/', 'v', '1', 0x0a, 0x00});
        expected.write(ORIGIN.length());
        expected.writeBytes(ORIGIN.getBytes(StandardCharsets.US_ASCII));
        expected.writeBytes(ByteBuffer.allocate(8).putLong(TIME).array());
        expected.write("other.example".length());
        expected.writeBytes("other.example".getBytes(StandardCharsets.US_ASCII));
        expected.writeBytes(new byte[8]);
        expected.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, 0, 42});
        expected.writeBytes(head(ORIGIN, 1, 9).root());
        assertThat(KEY.message(head("other.example", 42, 9), TIME)).isEqualTo(expected.toByteArray());
    }

    @Test
    void sign_aCheckpoint_putsBothLinesUnderIt_andBothVerify() {
        var text = SignedNote.sign(HEAD.text(), List.of(SIGNER))
                .cosigned(List.of(COSIGNER), TIME)
                .encoded();
        var note = SignedNote.parse(text);
        assertThat(note.encoded()).isEqualTo(text);
        assertThat(note.signatures()).hasSize(2);
        assertThat(note.signatures().getLast().signature()).hasSize(8 + 2_420).startsWith(0, 0, 0, 0, 0x69, 0x55);
        assertThat(note.verifiedBy(SIGNER.verifierKey())).isTrue();
        assertThat(note.cosignedBy(KEY)).isTrue();
        assertThat(note.hasLineOf(KEY)).isTrue();
    }

    @Test
    void encoded_isParsedBack_andItsIdIsThatOfItsType() {
        var again = CosignerKey.parse(KEY.encoded());
        assertThat(again).isEqualTo(KEY).hasSameHashCodeAs(KEY);
        assertThat(again.verify(HEAD, SIGNATURE)).isTrue();
        assertThat(KEY.encoded()).startsWith(ORIGIN + "+").contains("+B");
        assertThatThrownBy(() -> VerifierKey.parse(KEY.encoded())).hasMessageContaining("ML-DSA-44");
    }

    @Test
    void fromSeed_theSameSeed_givesTheSameKey() {
        assertThat(Cosigner.fromSeed(ORIGIN, seed(2), new SecureRandom()).key()).isEqualTo(KEY);
        assertThat(Cosigner.fromSeed(ORIGIN, seed(3), new SecureRandom()).key()).isNotEqualTo(KEY);
        assertThat(Cosigner.fromSeed("other", seed(2), new SecureRandom()).key())
                .isNotEqualTo(KEY);
    }

    @Test
    void cosignedBy_anotherKey_isFalse() {
        var note = note(HEAD, SIGNATURE);
        assertThat(note.cosignedBy(
                        Cosigner.fromSeed(ORIGIN, seed(3), new SecureRandom()).key()))
                .isFalse();
        assertThat(note(
                                HEAD,
                                Cosigner.fromSeed(ORIGIN, seed(3), new SecureRandom())
                                        .sign(HEAD, TIME))
                        .cosignedBy(KEY))
                .isFalse();
    }

    @Test
    void cosignedBy_anAlteredTime_isFalse() {
        for (long time : new long[] {0, TIME - 1, TIME + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            var altered = SIGNATURE.clone();
            ByteBuffer.wrap(altered).putLong(time);
            assertThat(note(HEAD, altered).cosignedBy(KEY)).as("time %d", time).isFalse();
        }
    }

    @Test
    void cosignedBy_anAlteredSizeOrRoot_isFalse() {
        assertThat(note(head(ORIGIN, 41, 7), SIGNATURE).cosignedBy(KEY)).isFalse();
        assertThat(note(head(ORIGIN, 43, 7), SIGNATURE).cosignedBy(KEY)).isFalse();
        assertThat(note(head(ORIGIN, 42, 8), SIGNATURE).cosignedBy(KEY)).isFalse();
        assertThat(note(HEAD, SIGNATURE).cosignedBy(KEY)).isTrue();
    }

    @Test
    void cosignedBy_aSignatureMovedFromAnotherLog_isFalse() {
        var elsewhere = head("log.example/other", 42, 7);
        assertThat(note(elsewhere, SIGNATURE).cosignedBy(KEY)).isFalse();
        assertThat(note(HEAD, COSIGNER.sign(elsewhere, TIME)).cosignedBy(KEY)).isFalse();
        var namesake = Cosigner.fromSeed("log.example/other", seed(2), new SecureRandom());
        assertThat(note(HEAD, namesake.sign(HEAD, TIME)).cosignedBy(KEY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 64, 72, 2_420, 2_427})
    void cosignedBy_aLineCutShort_isFalse(int length) {
        assertThat(note(HEAD, Arrays.copyOf(SIGNATURE, length)).cosignedBy(KEY)).isFalse();
    }

    @Test
    void cosignedBy_aLineTooLong_isFalse() {
        assertThat(note(HEAD, Arrays.copyOf(SIGNATURE, SIGNATURE.length + 1)).cosignedBy(KEY))
                .isFalse();
    }

    @Test
    void cosignedBy_changedBitsOfTheSignature_isFalse() {
        for (int bit = 0; bit < SIGNATURE.length * 8; bit += 997) {
            var changed = SIGNATURE.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(note(HEAD, changed).cosignedBy(KEY)).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void cosignedBy_aFalseLineBesideATrueOne_isFalse() {
        var signatures = new ArrayList<>(note(HEAD, SIGNATURE).signatures());
        signatures.add(new SignedNote.Signature(KEY.name(), KEY.keyId(), COSIGNER.sign(head(ORIGIN, 1, 1), TIME)));
        assertThat(new SignedNote(HEAD.text(), signatures).cosignedBy(KEY)).isFalse();
    }

    @Test
    void cosignedBy_aNoteThatIsNoCheckpoint_isFalse() {
        var signature = new SignedNote.Signature(KEY.name(), KEY.keyId(), SIGNATURE);
        assertThat(new SignedNote("text\n", List.of(signature)).cosignedBy(KEY)).isFalse();
    }

    @Test
    void cosignedBy_anEd25519SignatureInItsPlace_isFalse() {
        var ed25519 = SignedNote.sign(HEAD.text(), List.of(SIGNER))
                .signatures()
                .getFirst()
                .signature();
        assertThat(note(HEAD, ed25519).cosignedBy(KEY)).isFalse();
    }

    @Test
    void sign_outsideOfTheBounds_isRefused() {
        assertThatThrownBy(() -> COSIGNER.sign(HEAD, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> COSIGNER.sign(head("x".repeat(256), 1, 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cosigner.fromSeed("x".repeat(256), seed(1), new SecureRandom()))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> Cosigner.fromSeed(ORIGIN, SecretBytes.copyOf(new byte[31]), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
        var longest = Cosigner.fromSeed("x".repeat(255), seed(1), new SecureRandom());
        var checkpoint = head("x".repeat(255), 1, 1);
        assertThat(longest.key().verify(checkpoint, longest.sign(checkpoint, 1)))
                .isTrue();
    }

    @Test
    void parse_anotherTypeIdOrLength_isRefused() {
        assertThatThrownBy(() -> CosignerKey.parse(SIGNER.verifierKey().encoded()))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> CosignerKey.parse(KEY.encoded().replaceFirst("\\+[0-9a-f]{8}\\+", "+00000000+")))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> CosignerKey.parse("")).isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> new CosignerKey(ORIGIN, KEY.keyId(), new byte[1_311]))
                .isInstanceOf(MalformedLogData.class);
    }

    private static LogVerifier.Report verify(MemoryLog log, CosignerKey key) {
        return LogVerifier.verify(
                log, MemoryLog.SIGNER.verifierKey(), Optional.of(key), Optional.empty(), true, progress -> {});
    }

    @Test
    void verify_withTheCosignersKey_demandsItsLine() {
        var log = MemoryLog.ofSize(3);
        assertThat(verify(log, KEY).findings()).containsExactly(new Finding.BadSignature(ORIGIN));
        var signed =
                SignedNote.sign(log.head().text(), List.of(MemoryLog.SIGNER)).cosigned(List.of(COSIGNER), TIME);
        log.checkpoint = Optional.of(signed.encoded());
        assertThat(verify(log, KEY).isIntact()).isTrue();
        var other = Cosigner.fromSeed(ORIGIN, seed(9), new SecureRandom()).key();
        assertThat(verify(log, other).findings()).containsExactly(new Finding.BadSignature(ORIGIN));
    }

    @Test
    void verify_withoutTheCosignersKey_ignoresItsLine() {
        var log = MemoryLog.ofSize(3);
        var signatures = new ArrayList<>(
                SignedNote.sign(log.head().text(), List.of(MemoryLog.SIGNER)).signatures());
        signatures.add(new SignedNote.Signature(KEY.name(), KEY.keyId(), SIGNATURE));
        log.checkpoint = Optional.of(new SignedNote(log.head().text(), signatures).encoded());
        var report = LogVerifier.verify(log, MemoryLog.SIGNER.verifierKey(), Optional.empty(), true, progress -> {});
        assertThat(report.isIntact()).isTrue();
        assertThat(verify(log, KEY).isIntact()).isFalse();
    }
}
