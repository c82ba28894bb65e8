package org.nongyou.compliance;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.nongyou.Command;
import org.nongyou.kernel.Digits;

/// `./run verify FILE-OR-TEXT`: checks a certificate by its signed words. A picture of the QR code, a file with the
/// scanned text, or the text itself; needs neither database nor Spring, and no network once keys are saved.
public final class VerifyCommand implements Command {

    private static final int MISWRITTEN = 2;
    private static final int REFUSED = 1;
    private static final long LARGEST = 30_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public int run(List<String> arguments, PrintStream out) {
        var words = new ArrayList<String>();
        String keys = null;
        String revoked = null;
        Path save = null;
        for (var rest = new ArrayList<>(arguments); !rest.isEmpty(); ) {
            var word = rest.removeFirst();
            switch (word) {
                case "--keys", "--revoked", "--save" -> {
                    if (rest.isEmpty()) return usage(out);
                    var value = rest.removeFirst();
                    if (word.equals("--keys")) keys = value;
                    else if (word.equals("--revoked")) revoked = value;
                    else save = Path.of(value);
                }
                default -> words.add(word);
            }
        }
        if (keys == null || words.size() != 1 && (save == null || !words.isEmpty())) return usage(out);
        try {
            var keyText = textOf(keys);
            var known = KeyFile.readKeys(keyText);
            if (save != null) {
                Files.writeString(save, keyText);
                out.println("公钥存到了 " + save + "，共 " + known.size() + " 把。以后不联网也能查：--keys " + save);
                if (words.isEmpty()) return 0;
            }
            var gone = revoked == null ? Set.<String>of() : KeyFile.readRevoked(textOf(revoked));
            return say(new Verifier(known, gone).verify(scanned(words.getFirst())), revoked != null, out);
        } catch (KeyFile.Unreadable | IOException e) {
            out.println("查不了：" + e.getMessage());
            return MISWRITTEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return MISWRITTEN;
        }
    }

    private static int usage(PrintStream out) {
        out.println("用法：./run verify 二维码图片、文本文件或扫出的网址 --keys 公钥文件或网址 [--revoked 作废名单] [--save 存公钥的文件]");
        out.println("      公钥网址是 https://…/public/verify/keys，作废名单是 https://…/public/verify/revoked");
        out.println("      先存一次：./run verify --keys https://…/public/verify/keys --save keys.json");
        return MISWRITTEN;
    }

    private static int say(Verifier.Answer answer, boolean list, PrintStream out) {
        var outcome = answer.outcome();
        out.println((outcome.good() ? "有效：" : "不能认：") + outcome.says());
        var words = answer.words();
        if (words != null && (outcome.good() || outcome == Verifier.Outcome.REVOKED)) {
            out.println("  编码  " + words.code().shown());
            out.println("  产品  " + words.product() + " "
                    + Digits.grouped(java.math.BigDecimal.valueOf(words.grams(), 3)) + " 公斤");
            out.println("  主体  " + words.producer());
            out.println("  产地  " + words.origin());
            out.println("  开具  " + words.issuedOn());
            out.println("  依据  "
                    + String.join(
                            "、",
                            words.bases().stream().sorted().map(Basis::title).toList()));
            out.println("  签名  " + words.algorithm().title() + "，第 " + words.keyId() + " 把密钥");
        }
        if (outcome.good() && !list) out.println("没有给作废名单（--revoked），不知道它后来有没有作废。");
        return outcome.good() ? 0 : REFUSED;
    }

    private static String textOf(String fileOrAddress) throws IOException, InterruptedException {
        if (fileOrAddress.startsWith("http://") || fileOrAddress.startsWith("https://")) {
            try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
                var request = HttpRequest.newBuilder(URI.create(fileOrAddress))
                        .timeout(PATIENCE)
                        .build();
                var response = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                if (response.statusCode() != 200) throw new IOException(fileOrAddress + " 回答 " + response.statusCode());
                return response.body();
            } catch (IllegalArgumentException e) {
                throw new IOException("网址不对：" + fileOrAddress, e);
            }
        }
        var file = file(fileOrAddress);
        if (file == null) throw new IOException("没有这个文件：" + fileOrAddress);
        return Files.readString(file);
    }

    private static @Nullable Path file(String name) {
        try {
            var file = Path.of(name);
            return Files.isRegularFile(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String scanned(String fileOrText) throws IOException {
        var file = file(fileOrText);
        if (file == null) return fileOrText;
        if (Files.size(file) > LARGEST) throw new IOException("文件太大，超过 30 MB：" + file);
        var image = ImageIO.read(file.toFile());
        if (image != null) return qr(image);
        if (Files.size(file) > Seal.LONGEST * 4L) throw new IOException("不是图片，当文本又太长：" + file);
        return Files.readString(file);
    }

    /// The text of the QR code in a picture, also a photo's.
    static String qr(BufferedImage image) throws IOException {
        var hints = Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.CHARACTER_SET, "UTF-8");
        var grey = new Grey(image);
        for (var binarizer : List.of(new HybridBinarizer(grey), new GlobalHistogramBinarizer(grey))) {
            try {
                return new QRCodeReader()
                        .decode(new BinaryBitmap(binarizer), hints)
                        .getText();
            } catch (NotFoundException e) {
                // The other way may find it.
            } catch (ReaderException e) {
                // Found but not readable this way.
            }
        }
        throw new IOException("图片里没有认出二维码，拍正、拍近一点再试");
    }

    /// The brightness of a picture: ZXing's own class for this is in a library that we do not have.
    private static final class Grey extends LuminanceSource {
        private final byte[] pixels;

        Grey(BufferedImage image) {
            super(image.getWidth(), image.getHeight());
            pixels = new byte[getWidth() * getHeight()];
            var line = new int[getWidth()];
            for (int y = 0; y < getHeight(); y++) {
                image.getRGB(0, y, getWidth(), 1, line, 0, getWidth());
                for (int x = 0; x < getWidth(); x++) {
                    int rgb = line[x];
                    boolean clear = rgb >>> 24 < 128;
                    int bright = (306 * (rgb >> 16 & 0xff) + 601 * (rgb >> 8 & 0xff) + 117 * (rgb & 0xff)) >> 10;
                    pixels[y * getWidth() + x] = (byte) (clear ? 255 : bright);
                }
            }
        }

        @Override
        public byte[] getRow(int y, byte[] row) {
            var line = row != null && row.length >= getWidth() ? row : new byte[getWidth()];
            System.arraycopy(pixels, y * getWidth(), line, 0, getWidth());
            return line;
        }

        @Override
        public byte[] getMatrix() {
            return pixels;
        }
    }
}
