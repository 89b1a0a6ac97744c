package dev.strongroom.core.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.strongroom.core.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /// The example of the signed-note specification.
    private static final String VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String LINE =
            "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private static final String NOTE = "This is an example message.\n\n" + LINE;

    /// The example of the documentation of golang.org/x/mod/sumdb/note, whose signing key is public.
    private static final String GO_KEY = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String GO_TEXT =
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private static final String GO_NOTE = GO_TEXT
            + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private static NoteSigner signer(String name, int seedByte) {
        var seed = new byte[32];
        Arrays.fill(seed, (byte) seedByte);
        return NoteSigner.fromSeed(name, SecretBytes.copyOf(seed));
    }

    @Test
    void parse_theSpecificationsExample_isVerifiedAndPrintsTheSame() {
        var note = SignedNote.parse(NOTE);
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note.verifiedBy(VerifierKey.parse(VKEY))).isTrue();
        assertThat(note.encoded()).isEqualTo(NOTE);
        assertThat(VerifierKey.parse(VKEY).encoded()).isEqualTo(VKEY);
        assertThat(VerifierKey.parse(VKEY).keyId()).isEqualTo(0x530d903a);
    }

    @Test
    void sign_withTheSeedOfGosExample_givesGosNote() {
        var typed = Base64.getDecoder().decode(GO_KEY);
        var signer = NoteSigner.fromSeed("PeterNeumann", SecretBytes.copyOf(Arrays.copyOfRange(typed, 1, 33)));
        assertThat(signer.verifierKey().encoded()).isEqualTo(GO_VKEY);
        assertThat(SignedNote.sign(GO_TEXT, List.of(signer)).encoded()).isEqualTo(GO_NOTE);
        assertThat(SignedNote.parse(GO_NOTE).verifiedBy(VerifierKey.parse(GO_VKEY)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60, d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb, 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7, fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    })
    void fromSeed_ofRfc8032_derivesItsPublicKeyAndSignature(
            String seed, String publicKey, String message, String signature) {
        var hex = HexFormat.of();
        var bytes = hex.parseHex(seed);
        var signer = NoteSigner.fromSeed("test", SecretBytes.copyOf(bytes));
        assertThat(hex.formatHex(signer.verifierKey().ed25519PublicKey())).isEqualTo(publicKey);
        assertThat(hex.formatHex(signer.sign(hex.parseHex(message)))).isEqualTo(signature);
    }

    @Test
    void fromSeed_ofAnotherLength_isRefused() {
        assertThatThrownBy(() -> NoteSigner.fromSeed("a", SecretBytes.copyOf(new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NoteSigner.fromSeed("a b", SecretBytes.copyOf(new byte[32])))
                .isInstanceOf(MalformedLogData.class);
    }

    @Test
    void verifiedBy_anySingleBitChange_isFalseOrRefused() {
        var key = VerifierKey.parse(VKEY);
        var bytes = NOTE.getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(SignedNote.parse(changed).verifiedBy(key))
                        .as("bit " + bit)
                        .isFalse();
            } catch (MalformedLogData refused) {
                assertThat(refused).hasNoCause();
            }
        }
    }

    @Test
    void verifiedBy_unknownSignaturesBesideTheKnown_areIgnored() {
        var known = signer("known", 1);
        var note = SignedNote.sign("text\n", List.of(signer("other", 2), known, signer("third", 3)));
        assertThat(SignedNote.parse(note.encoded()).verifiedBy(known.verifierKey()))
                .isTrue();
        assertThat(note.verifiedBy(signer("absent", 4).verifierKey())).isFalse();
        assertThat(note.verifiedBy(signer("known", 5).verifierKey())).isFalse();
    }

    @Test
    void verifiedBy_oneSignatureOfTheKeyBadBesideAGoodOne_isFalse() {
        var known = signer("known", 1);
        var good = SignedNote.sign("text\n", List.of(known)).signatures().getFirst();
        var bad = SignedNote.sign("other\n", List.of(known)).signatures().getFirst();
        assertThat(new SignedNote("text\n", List.of(good, bad)).verifiedBy(known.verifierKey()))
                .isFalse();
        assertThat(new SignedNote("text\n", List.of(bad, good)).verifiedBy(known.verifierKey()))
                .isFalse();
        var cut = new SignedNote.Signature(good.name(), good.keyId(), Arrays.copyOf(good.signature(), 63));
        assertThat(new SignedNote("text\n", List.of(cut)).verifiedBy(known.verifierKey()))
                .isFalse();
    }

    @Test
    void parse_textWithEmptyLines_splitsAtTheLast() {
        var known = signer("known", 1);
        var note = SignedNote.sign("a\n\nb\n\n", List.of(known)).encoded();
        assertThat(SignedNote.parse(note).text()).isEqualTo("a\n\nb\n\n");
        assertThat(SignedNote.parse(note).verifiedBy(known.verifierKey())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n" + LINE,
                "text\n\n\n" + LINE + "\n",
                "text\n\n" + LINE + LINE + "x",
                "text\r\n\n" + LINE,
                "te\u0000xt\n\n" + LINE,
                "te\u001fxt\n\n" + LINE,
                "te\txt\n\n" + LINE,
                "text\n\n- example.com/foo Uw2QOkn8\n",
                "text\n\n—example.com/foo Uw2QOkn8\n",
                "text\n\n— example.com/foo  Uw2QOkn8\n",
                "text\n\n— example.com/foo Uw2QOkn8 \n",
                "text\n\n— example.com/foo\n",
                "text\n\n—  Uw2QOkn8\n",
                "text\n\n— a+b Uw2QOkn8\n",
                "text\n\n— a\u00a0b Uw2QOkn8\n",
                "text\n\n— a\u3000b Uw2QOkn8\n",
                "text\n\n— a\u0085b Uw2QOkn8\n",
                "text\n\n— example.com/foo Uw2QOg==\n",
                "text\n\n— example.com/foo Uw2QOkl\n",
                "text\n\n— example.com/foo Uw2QOkl=\n",
                "text\n\n— example.com/foo Uw2Q_kn8\n",
                "text\n\n— example.com/foo \n",
                "te\ud800xt\n\n" + LINE,
            })
    void parse_anythingElse_isRefused(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(MalformedLogData.class);
    }

    @Test
    void parse_malformedUtf8_isRefused() {
        var bytes = NOTE.getBytes(StandardCharsets.UTF_8);
        bytes[0] = (byte) 0xc0;
        assertThatThrownBy(() -> SignedNote.parse(bytes)).isInstanceOf(MalformedLogData.class);
    }

    @Test
    void parse_hundredSignatures_isAcceptedAndOneMoreRefused() {
        assertThat(SignedNote.parse("text\n\n" + LINE.repeat(100)).signatures()).hasSize(100);
        assertThatThrownBy(() -> SignedNote.parse("text\n\n" + LINE.repeat(101)))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> SignedNote.parse("x".repeat(1 << 20) + NOTE)).isInstanceOf(MalformedLogData.class);
    }

    @Test
    void constructor_partsOutOfBounds_areRefused() {
        var signature = SignedNote.parse(NOTE).signatures().getFirst();
        assertThatThrownBy(() -> new SignedNote("text", List.of(signature))).isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> new SignedNote("text\n", List.of())).isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> new SignedNote("text\n", Collections.nCopies(101, signature)))
                .isInstanceOf(MalformedLogData.class);
        assertThatThrownBy(() -> new SignedNote.Signature("a", 1, new byte[0])).isInstanceOf(MalformedLogData.class);
        var mutable = new ArrayList<>(List.of(signature));
        var note = new SignedNote("text\n", mutable);
        mutable.clear();
        assertThat(note.signatures()).hasSize(1);
    }
}
