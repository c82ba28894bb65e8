package org.nongyou.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("打印：中文 PDF 和二维码")
class PdfTest {

    private final Pdf pdf = new Pdf();

    private static String page(String body) {
        return "<html><head><style>" + Pdf.FOOTER + "</style></head><body>" + body + "</body></html>";
    }

    @Test
    @DisplayName("三页的表：文字能取出来，每页写着第几页，共几页")
    void textAndPageNumbers() throws Exception {
        var rows = IntStream.rangeClosed(1, 120)
                .mapToObj(i -> "<tr><td>" + i + "</td><td>襄垣县西营镇谷子基地</td><td>1,260 亩</td></tr>")
                .collect(Collectors.joining());
        var bytes = pdf.render(page("<h1>优质农产品生产基地目录</h1><table>" + rows + "</table>"));
        try (var document = Loader.loadPDF(bytes)) {
            var text = new PDFTextStripper().getText(document);
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            assertThat(text)
                    .contains(
                            "优质农产品生产基地目录",
                            "襄垣县西营镇谷子基地",
                            "第 1 页，共 " + pages + " 页",
                            "第 " + pages + " 页，共 " + pages + " 页");
        }
        assertThat(bytes.length).as("only the used characters are embedded").isLessThan(200_000);
    }

    @Test
    @DisplayName("页面上的二维码能读回来")
    void qrCodeIsReadFromTheRenderedPage() throws Exception {
        var address = "https://nongyou.example/b/K7M2QX9ABCDE";
        var bytes =
                pdf.render(page("<p>扫码查基地</p><img style=\"width: 30mm\" src=\"" + QrCode.dataUri(address) + "\"/>"));
        try (var document = Loader.loadPDF(bytes)) {
            var image = new PDFRenderer(document).renderImageWithDPI(0, 150);
            var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(
                    image.getWidth(),
                    image.getHeight(),
                    image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))));
            assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(address);
        }
    }

    @Test
    @DisplayName("字体里没有的字先说出来；样式和标记里的不算")
    void missingCharactersAreNamed() {
        assertThat(pdf.missing(page("<p>襄垣县 1,260 亩 “谷子” √</p>"))).isEmpty();
        assertThat(
                        pdf.missing(
                                "<style>p::after { content: '\uD86D\uDC07' }</style><p title='x'>李\uD86D\uDC07\uD86D\uDC07</p>"))
                .containsExactly("\uD86D\uDC07");
    }

    @Test
    @DisplayName("字体里没有的字不留空框：原处是记号，文末写明是哪个字；样式、标记和别的字不动")
    void missingCharactersAreMarked() throws Exception {
        var bytes = pdf.render(page("<p class=\"\uD86D\uDC07\">李\uD86D\uDC07的基地</p>"));
        try (var document = Loader.loadPDF(bytes)) {
            var text = new PDFTextStripper().getText(document);
            assertThat(text).containsPattern("李[〓■]的基地").containsPattern("[〓■] 处是字体里没有的字，依次是 U\\+2B407");
        }
        try (var document = Loader.loadPDF(pdf.render(page("<p>李的基地</p>")))) {
            assertThat(new PDFTextStripper().getText(document)).contains("李的基地").doesNotContain("字体里没有");
        }
    }

    @Test
    @DisplayName("文件里引用的外部地址和本机文件都不去取")
    void nothingIsFetched() {
        var with =
                pdf.render(page("<p>一</p><img src=\"file:///etc/hostname\"/><img src=\"http://127.0.0.1:9/x.png\"/>"));
        assertThat(with).isNotEmpty();
    }

    @Test
    @DisplayName("二维码装不下的内容直说")
    void tooLongForQr() {
        assertThatThrownBy(() -> QrCode.svg("农".repeat(2000))).isInstanceOf(IllegalArgumentException.class);
        assertThat(QrCode.svg("a&b<c>")).startsWith("<svg").doesNotContain("a&b");
    }
}
