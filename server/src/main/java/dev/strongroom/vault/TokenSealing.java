package dev.strongroom.vault;

import dev.strongroom.core.crypto.Context;
import dev.strongroom.core.crypto.DoesNotOpen;
import dev.strongroom.core.crypto.FieldKey;
import dev.strongroom.core.crypto.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Seals a token together with the value it stands for, bound to the place the value came from, to the token and to
/// its terms. See docs/formats/token.md.
final class TokenSealing {

    private final Sealer sealer;
    private final String deployment;

    TokenSealing(Sealer sealer, String deployment) {
        this.sealer = sealer;
        this.deployment = deployment;
    }

    /// @param value canonical cleartext
    record Opened(String token, String value) {
        @Override
        public String toString() {
            return "Opened";
        }
    }

    /// @param row whose `sealed` is still empty
    TokenRow seal(FieldKey key, TokenRow row, Opened cleartext) {
        var token = cleartext.token().getBytes(StandardCharsets.US_ASCII);
        var value = cleartext.value().getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(2 + token.length + value.length)
                .putShort((short) token.length)
                .put(token)
                .put(value)
                .array();
        var sealed = sealer.seal(key, context(row), bytes);
        return new TokenRow(row.index(), row.id(), row.collection(), row.field(), row.terms(), sealed);
    }

    /// @throws DoesNotOpen if anything of the row was changed or moved
    Opened open(FieldKey key, TokenRow row) {
        var bytes = ByteBuffer.wrap(sealer.open(key, context(row), row.sealed()));
        if (bytes.remaining() < 2) {
            throw new DoesNotOpen("A token holds no token");
        }
        var token = new byte[Short.toUnsignedInt(bytes.getShort())];
        if (bytes.remaining() < token.length) {
            throw new DoesNotOpen("A token is cut short");
        }
        bytes.get(token);
        var value = new byte[bytes.remaining()];
        bytes.get(value);
        return new Opened(new String(token, StandardCharsets.US_ASCII), new String(value, StandardCharsets.UTF_8));
    }

    private Context context(TokenRow row) {
        return Context.token(
                deployment,
                row.collection(),
                row.id().customer(),
                row.id().record(),
                row.field(),
                row.index(),
                row.terms().bytes());
    }
}
