package dev.strongroom.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTests {

    private static final String URI =
            "otpauth://totp/Strongroom%3Astaff-0123456789ab?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Strongroom";
    private static final String PREFIX = "data:image/png;base64,";

    private static BufferedImage drawn(String text) throws IOException {
        var source = QrCode.dataUri(text);
        assertThat(source).startsWith(PREFIX);
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(source.substring(PREFIX.length()))));
    }

    @Test
    void code_readsAsTheTextItWasDrawnFrom_atLevelM() throws Exception {
        var image = drawn(URI);
        var pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        var read = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)));
        assertThat(read.getText()).isEqualTo(URI);
        assertThat(read.getResultMetadata()).containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "M");
    }

    @Test
    void code_hasAQuietZoneOfFourModules() throws IOException {
        var image = drawn(URI);
        int first = firstBlack(image);
        int finder = 0;
        while (isBlack(image, first + finder, first)) {
            finder++;
        }
        assertThat(first).isGreaterThanOrEqualTo(4 * finder / 7);
    }

    private static int firstBlack(BufferedImage image) {
        int place = 0;
        while (!isBlack(image, place, place)) {
            place++;
        }
        return place;
    }

    private static boolean isBlack(BufferedImage image, int x, int y) {
        return (image.getRGB(x, y) & 0xffffff) == 0;
    }

    @Test
    void textThatDoesNotFit_isRefused_andNotRepeated() {
        assertThatThrownBy(() -> QrCode.dataUri("x".repeat(5_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("xx");
    }

    @Test
    void begunApp_doesNotTellItsSecret() {
        assertThat(new MeController.BegunApp("app", "secret", "uri", "qr")).hasToString("BegunApp");
    }
}
