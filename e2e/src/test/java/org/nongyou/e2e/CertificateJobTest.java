package org.nongyou.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nongyou.e2e.Visit.Screen;

/// A certificate from the batch to the shopper's phone, in a browser.
@DisplayName("一张合格证从开具到扫码")
class CertificateJobTest {

    private static final String BATCH = "FQ-" + System.nanoTime();

    @BeforeAll
    static void browser() {
        assumeTrue(Visit.possible(), "没有装 Chromium，浏览器测试没有跑");
    }

    @Test
    @DisplayName("开具、二维码拍歪了也读得回来、断网手机自己核对、改一个字不认")
    void fromBatchToPhone() throws Exception {
        String address;
        Product.address();
        Product.harvested("nongmin", BATCH, 860);
        try (var farmer = Visit.as("nongmin", Screen.DESK)) {
            address = issues(farmer);
            farmer.hasNoFaults();
        }
        try (var shopper = Visit.asPublic(Screen.PHONE)) {
            var page = shopper.page;
            page.navigate(address);
            page.waitForCondition(() -> "genuine".equals(outcome(page)));
            assertThat(page.locator("main").innerText())
                    .contains("合格证有效", "番茄", "从地里到这里", "二维码里的签名也核对过：番茄 10 公斤", "有问题，我要投诉");
            assertThat(page.url()).contains("/c/");
            shopper.isWhole("certificate-scanned");
            page.waitForCondition(() -> "yes".equals(page.evaluate("document.documentElement.dataset.kept")));

            page.context().setOffline(true);
            page.navigate("about:blank");
            page.navigate(address);
            page.waitForCondition(() -> "genuine".equals(outcome(page)));
            assertThat(page.locator("main").innerText()).contains("合格证有效", "番茄", "10 公斤", "手机自己核对了签名", "质量安全控制符合要求");

            int last = address.length() - 40;
            var other = address.charAt(last) == 'A' ? 'B' : 'A';
            page.navigate("about:blank");
            page.navigate(address.substring(0, last) + other + address.substring(last + 1));
            page.waitForCondition(() -> "altered".equals(outcome(page)));
            assertThat(page.locator("main").innerText()).contains("内容被改过", "别买");
            page.context().setOffline(false);
        }
    }

    @Test
    @DisplayName("手机里的核对：好签名和刁钻签名答得和服务器一样，浏览器自己的和带的库都是")
    void crookedSignaturesInTheBrowser() throws Exception {
        // The same file as the server's verifier is held against.
        var vectors = Files.readString(Path.of("../app/src/test/resources/vectors/ed25519.tsv"));
        try (var shopper = Visit.asPublic(Screen.PHONE)) {
            shopper.page.navigate(Product.address() + "/public/verify");
            var wrong = shopper.page.evaluate("""
                    async (vectors) => {
                      const { ed25519 } = await import('/js/check.js');
                      const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => parseInt(two, 16));
                      const wrong = [];
                      let asked = 0;
                      for (const line of vectors.trim().split('\\n')) {
                        const [name, key, message, signature, valid] = line.split('\\t');
                        for (const byLibrary of [false, true]) {
                          asked += 1;
                          const answer = await ed25519(bytes(signature), bytes(message), bytes(key), byLibrary);
                          if (answer !== (valid === 'valid')) wrong.push(name + (byLibrary ? ' by library' : ''));
                        }
                      }
                      return asked < 500 ? 'only ' + asked : wrong.join();
                    }""", vectors);
            assertThat(wrong).isEqualTo("");
            // Signed by the server's own code; no browser knows SM2, so the phone says that it cannot tell.
            var sm2 = "HTTPS://X.EXAMPLE/C/27PZ59ZYJSBVYWNU#"
                    + "2LEN5BI$P062X-IPC$1LAQHRZ5OSXGYD8V:HSXUTJ5SXHK6G2RV2-FG56TO:CHCP//Z78Z69E2XJIK1OVB*:AX2EBV"
                    + "L8LV8AZ4+00QPXLG8PQMY4FWQ:OW-6I.TX8RB42V8Q2+DLPFVSK";
            var said = shopper.page.evaluate("""
                    async (address) => {
                      const { verify } = await import('/js/check.js');
                      const keys = [{ id: 7, algorithm: 'SM2', public: 'A9r+xpCg1H+eyKY5CFFD48mYnBCrs/6K5Z/GyVNtoSU/', from: '2026-01-01' }];
                      const answer = await verify(address, keys, []);
                      return answer.outcome + ' ' + (answer.words === undefined)
                        + ' ' + (await verify(address, keys, ['432885b6cedbbb6b'])).outcome;
                    }""", sm2);
            assertThat(said).isEqualTo("sm2 true revoked");
            shopper.hasNoFaults();
        }
    }

    private static Object outcome(com.microsoft.playwright.Page page) {
        return page.evaluate("document.documentElement.dataset.outcome");
    }

    /// @return what the QR code says
    private static String issues(Visit farmer) throws Exception {
        var page = farmer.page;
        farmer.go("/conformity/new");
        var open = page.locator("a.cf-batch:has-text('" + BATCH + "')");
        Visit.comesAnew(page, open.first()::click);
        assertThat(page.locator(".ny-answer").innerText()).contains("可以开具：番茄", "8 条规则");
        page.fill("#kg", "10");
        page.fill("#pieceKg", "5");
        assertThat(page.locator("#go").innerText()).contains("2 张");
        farmer.isWhole("certificate-new");
        Visit.comesAnew(page, () -> page.click("#go"));
        assertThat(page.locator(".ny-answer").innerText()).contains("有效：番茄 10 公斤");
        farmer.isWhole("certificate-one");
        var svg = page.locator(".lbq svg");
        svg.evaluate("one => { one.style.cssText = 'position: fixed; left: 0; top: 0; width: 650px; z-index: 99'; }");
        var picture = ImageIO.read(new ByteArrayInputStream(svg.screenshot()));
        var address = read(picture);
        assertThat(address).startsWith("HTTP://LOCALHOST").contains("/C/");
        assertThat(read(photo(picture)))
                .as("a photo: turned, sheared, grey, noisy")
                .isEqualTo(address);
        return address;
    }

    private static String read(BufferedImage image) throws IOException {
        try {
            return new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image))),
                            Map.of(DecodeHintType.TRY_HARDER, true))
                    .getText();
        } catch (NotFoundException e) {
            throw new IOException("no code found", e);
        } catch (ReaderException e) {
            throw new IOException("not readable", e);
        }
    }

    /// As a hand holds a phone in a shop: aslant, in bad light, with the grain of a cheap camera.
    private static BufferedImage photo(BufferedImage sharp) {
        int size = (int) (sharp.getWidth() * 1.3);
        var photo = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = photo.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(new Color(150, 140, 120));
        pen.fillRect(0, 0, size, size);
        var turn = new AffineTransform();
        turn.translate(size * 0.2, size * 0.1);
        turn.rotate(Math.toRadians(6));
        turn.shear(0.03, 0.02);
        turn.scale(0.9, 0.87);
        pen.drawImage(sharp, turn, null);
        pen.dispose();
        var random = new Random(20261122);
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++) {
                int rgb = photo.getRGB(x, y);
                double light = 0.62 + 0.3 * x / size;
                int grain = random.nextInt(19) - 9;
                int grey = (int) (((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3.0 * light) + 20 + grain;
                int shade = Math.clamp(grey, 0, 255);
                photo.setRGB(x, y, shade << 16 | shade << 8 | shade);
            }
        return photo;
    }
}
