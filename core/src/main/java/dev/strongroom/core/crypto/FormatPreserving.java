package dev.strongroom.core.crypto;

import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// FF1 (NIST SP 800-38G) over AES: a keyed permutation of the texts of one length over an alphabet of digits, or of
/// digits and lower-case letters. See docs/formats/format-preserving.md.
///
/// Guarantees: what goes in comes out with the same length and alphabet, and no two inputs of one length share an
/// output. Does not authenticate: every text of the alphabet decrypts to something. Thread-safe.
public final class FormatPreserving {

    public static final int DIGITS = 10;
    public static final int DIGITS_AND_LETTERS = 36;

    /// Of a text, in characters.
    public static final int LONGEST = 56;

    public static final int LONGEST_TWEAK_BYTES = 64;

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// Fewer can be listed by whoever may ask for a few of them (SP 800-38G Rev. 1).
    private static final double SMALLEST_DOMAIN = 1_000_000;

    private final int radix;
    private final FPEParameters parameters;
    private final Pool<FPEFF1Engine> encrypting = new Pool<>(() -> engine(true));
    private final Pool<FPEFF1Engine> decrypting = new Pool<>(() -> engine(false));

    /// @param key 32 bytes; 16 and 24 are accepted too
    /// @param radix [#DIGITS] or [#DIGITS_AND_LETTERS]
    /// @param tweak tells uses of one key apart, not secret; up to 64 bytes, may be empty
    /// @throws IllegalArgumentException if one of them is not as said
    public FormatPreserving(SecretBytes key, int radix, byte[] tweak) {
        if (key.length() != 32 && key.length() != 24 && key.length() != 16) {
            throw new IllegalArgumentException("A key of FF1 has 16, 24 or 32 bytes");
        }
        if (radix != DIGITS && radix != DIGITS_AND_LETTERS) {
            throw new IllegalArgumentException("The radix of FF1 is 10 or 36 here");
        }
        if (tweak.length > LONGEST_TWEAK_BYTES) {
            throw new IllegalArgumentException("A tweak has at most 64 bytes");
        }
        this.radix = radix;
        this.parameters = new FPEParameters(new KeyParameter(key.exposeCleartext()), radix, tweak);
    }

    /// The shortest text that is not refused: its length is that of a domain of at least 1,000,000.
    public static int shortest(int radix) {
        return (int) Math.ceil(Math.log(SMALLEST_DOMAIN) / Math.log(radix) - 1e-9);
    }

    /// @param text of the alphabet, not shorter than [#shortest(int)] and not longer than [#LONGEST]
    /// @throws IllegalArgumentException if it is not
    public String encrypt(String text) {
        return process(encrypting, text);
    }

    /// @throws IllegalArgumentException as [#encrypt(String)]
    public String decrypt(String text) {
        return process(decrypting, text);
    }

    private String process(Pool<FPEFF1Engine> engines, String text) {
        var symbols = symbols(text);
        var engine = engines.take();
        engine.processBlock(symbols, 0, symbols.length, symbols, 0);
        engines.giveBack(engine);
        var processed = new char[symbols.length];
        for (int i = 0; i < processed.length; i++) {
            processed[i] = ALPHABET.charAt(symbols[i]);
        }
        return new String(processed);
    }

    private byte[] symbols(String text) {
        if (text.length() < shortest(radix) || text.length() > LONGEST) {
            throw new IllegalArgumentException("FF1 takes texts of a domain of at least 1,000,000, up to 56 long");
        }
        var symbols = new byte[text.length()];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = (byte) symbol(text.charAt(i));
        }
        return symbols;
    }

    private int symbol(char character) {
        int symbol = ALPHABET.indexOf(character);
        if (symbol < 0 || symbol >= radix) {
            throw new IllegalArgumentException("A character is not of the alphabet");
        }
        return symbol;
    }

    private FPEFF1Engine engine(boolean forEncryption) {
        var engine = new FPEFF1Engine();
        engine.init(forEncryption, parameters);
        return engine;
    }
}
