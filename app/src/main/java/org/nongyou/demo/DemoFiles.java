package org.nongyou.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.nongyou.print.Pdf;
import org.springframework.stereotype.Component;

/// Documents and pictures that the demo data hands in. Each says on its face that it is none.
@Component
class DemoFiles {

    private final Map<String, byte[]> made = new ConcurrentHashMap<>();
    private final Pdf pdf;

    DemoFiles(Pdf pdf) {
        this.pdf = pdf;
    }

    /// A PDF of one page for a document that a scheme asks for by its title; a picture where it asks for one.
    /// @return its name and content
    Made of(String title) {
        boolean picture = title.contains("照片") || title.contains("截图") || title.contains("模式图");
        var content = made.computeIfAbsent(title, _ -> picture ? picture() : document(title));
        return new Made("演示 " + title + (picture ? ".png" : ".pdf"), content);
    }

    record Made(String name, byte[] content) {
        InputStream stream() {
            return new ByteArrayInputStream(content);
        }
    }

    private byte[] document(String title) {
        return pdf.render("""
                <html><head><style>@page{size:A4;margin:25mm} body{font-family:'Noto Sans SC';font-size:12pt;line-height:1.8}
                h1{font-size:18pt;text-align:center} p.d{border:1px dashed #555;padding:6pt;text-align:center}</style></head>
                <body><h1>%s</h1><p class="d">演示数据：这是一份样例，没有真实的单位和内容。</p>
                <p>真实办理时，这里是申报主体或者办理机构上传的材料。</p></body></html>""".formatted(title));
    }

    /// Fields under a sky, drawn: no photograph of anything.
    private static byte[] picture() {
        var image = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(new Color(0xE7EFFA));
        pen.fillRect(0, 0, 480, 120);
        for (int i = 0; i < 8; i++) {
            pen.setColor(i % 2 == 0 ? new Color(0x9CC58F) : new Color(0x4F9B74));
            pen.fillRect(i * 60, 120, 60, 200);
        }
        pen.setColor(new Color(0x46524B));
        pen.setStroke(new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {10, 8}, 0));
        pen.drawRect(6, 6, 467, 307);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
