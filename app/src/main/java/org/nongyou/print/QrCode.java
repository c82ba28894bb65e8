package org.nongyou.print;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/// QR codes with error correction M (15 % of the surface may be scratched) and the quiet zone of four modules that the
/// standard asks for.
public final class QrCode {

    private static final int QUIET = 4;

    private QrCode() {}

    /// A drawing without a size of its own: the page gives it one.
    public static String svg(String text) {
        return svg(modules(text));
    }

    private static String svg(ByteMatrix modules) {
        int size = modules.getWidth() + 2 * QUIET;
        var path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y) != 1) continue;
                int run = 1;
                while (x + run < modules.getWidth() && modules.get(x + run, y) == 1) run++;
                path.append('M')
                        .append(x + QUIET)
                        .append(' ')
                        .append(y + QUIET)
                        .append('h')
                        .append(run)
                        .append("v1h-")
                        .append(run)
                        .append('z');
                x += run - 1;
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size
                + "\" shape-rendering=\"crispEdges\" role=\"img\" aria-label=\"二维码\"><path fill=\"#fff\" d=\"M0 0h"
                + size + "v" + size + "h-" + size + "z\"/><path fill=\"#000\" d=\"" + path + "\"/></svg>";
    }

    /// @param pixelsPerModule 8 is enough for 300 dpi at 3 cm
    public static byte[] png(String text, int pixelsPerModule) {
        return png(modules(text), pixelsPerModule);
    }

    private static byte[] png(ByteMatrix modules, int pixelsPerModule) {
        int size = (modules.getWidth() + 2 * QUIET) * pixelsPerModule;
        var image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int column = x / pixelsPerModule - QUIET;
                int line = y / pixelsPerModule - QUIET;
                boolean dark = column >= 0
                        && line >= 0
                        && column < modules.getWidth()
                        && line < modules.getHeight()
                        && modules.get(column, line) == 1;
                image.setRGB(x, y, dark ? 0xff000000 : 0xffffffff);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// For the `src` of an image in a document that becomes a PDF.
    public static String dataUri(String text) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(text, 8));
    }

    /// The same for a long text on a small label: parts in capitals and digits are packed tighter, so that there are
    /// fewer and larger modules.
    public static String denseDataUri(String text) {
        return "data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png(modules(text, Map.of(EncodeHintType.QR_COMPACT, true)), 4));
    }

    /// A drawing of the same.
    public static String denseSvg(String text) {
        return svg(modules(text, Map.of(EncodeHintType.QR_COMPACT, true)));
    }

    /// Its modules with the quiet zone as rows of bits, each row in whole bytes, white is 1; packed tight.
    record Raster(int size, byte[] rows) {}

    static Raster raster(String text) {
        var modules = modules(text, Map.of(EncodeHintType.QR_COMPACT, true));
        int size = modules.getWidth() + 2 * QUIET;
        int stride = (size + 7) / 8;
        var rows = new byte[stride * size];
        Arrays.fill(rows, (byte) 0xff);
        for (int y = 0; y < modules.getHeight(); y++)
            for (int x = 0; x < modules.getWidth(); x++)
                if (modules.get(x, y) == 1)
                    rows[(y + QUIET) * stride + (x + QUIET) / 8] &= (byte) ~(0x80 >> (x + QUIET) % 8);
        return new Raster(size, rows);
    }

    private static ByteMatrix modules(String text) {
        return modules(text, Map.of(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8.name()));
    }

    private static ByteMatrix modules(String text, Map<EncodeHintType, ?> hints) {
        try {
            return Encoder.encode(text, ErrorCorrectionLevel.M, hints).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code: " + text.length() + " characters", e);
        }
    }
}
