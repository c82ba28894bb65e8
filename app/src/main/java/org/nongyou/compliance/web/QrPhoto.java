package org.nongyou.compliance.web;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/// The QR code in a photograph, for a browser that cannot read one itself.
final class QrPhoto {

    /// Pixels on the longer side; a code that fills a tenth of it is still read.
    private static final int LONGEST = 2000;
    /// A picture that says it is larger is not opened.
    private static final int MOST = 20_000;

    private static final Map<DecodeHintType, Object> HINTS =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE));

    private QrPhoto() {}

    static Optional<String> read(byte[] photo) {
        try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(photo))) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) return Optional.empty();
            var reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                return decode(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Readers of pictures throw whatever they meet in a broken file.
            return Optional.empty();
        }
    }

    private static Optional<String> decode(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > MOST || height > MOST) return Optional.empty();
        int step = Math.max(1, (Math.max(width, height) + LONGEST - 1) / LONGEST);
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, 0, 0);
        var picture = reader.read(0, how);
        int across = picture.getWidth();
        int down = picture.getHeight();
        var source = new RGBLuminanceSource(
                across, down, picture.getRGB(0, 0, across, down, new int[across * down], 0, across));
        for (var binary : List.of(new HybridBinarizer(source), new GlobalHistogramBinarizer(source))) {
            try {
                return Optional.of(new MultiFormatReader()
                        .decode(new BinaryBitmap(binary), HINTS)
                        .getText());
            } catch (NotFoundException e) {
                // Then by the other way of telling dark from light.
            }
        }
        return Optional.empty();
    }
}
