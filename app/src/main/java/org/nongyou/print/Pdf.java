package org.nongyou.print;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceType;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.stereotype.Component;

/// XHTML with CSS becomes PDF. The one font, family `Nongyou`, comes with the product and is embedded, cut to the
/// characters used. A document is closed in itself: it may name data URIs, but no file and no address.
///
/// A footer with page x of y comes from [#FOOTER], to be put into the document's style.
@Component
public class Pdf {

    /// The font for all text of a document that is one page.
    public static final String FONT = "* { font-family: Nongyou; }";

    /// 第 1 页，共 3 页 at the foot of each page, and the font for all text.
    public static final String FOOTER = """
            * { font-family: Nongyou; }
            @page { @bottom-center { font-family: Nongyou; font-size: 9pt; color: #444; content: "第 " counter(page) " 页，共 " counter(pages) " 页"; } }
            """;

    private static final Pattern TAG = Pattern.compile("(?s)<style.*?</style>|<[^>]*>");
    /// A case file of some hundred pages needs about 60 MB while it is laid out: two at a time fit beside the rest.
    private static final int AT_A_TIME = 2;

    /// In place of a character that the font lacks: the typesetter's mark for a missing sort, else what there is.
    private static final List<String> MARKS = List.of("〓", "■", "?");

    private final byte[] font;
    private final CmapLookup glyphs;
    private final String mark;
    private final Semaphore free = new Semaphore(AT_A_TIME, true);

    Pdf() {
        XRLog.setLoggingEnabled(false);
        try (var stream = Pdf.class.getResourceAsStream("/font/NotoSansSC-Regular-subset.ttf")) {
            if (stream == null) throw new IllegalStateException("font/NotoSansSC-Regular-subset.ttf is missing");
            this.font = stream.readAllBytes();
            this.glyphs =
                    new TTFParser().parse(new RandomAccessReadBuffer(font)).getUnicodeCmapLookup();
            this.mark = MARKS.stream()
                    .filter(one -> missing(one).isEmpty())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Never leaves a box without a word: where the font lacks a character, a mark stands in its place and the end of
    /// the
    /// document says which it was.
    /// @param html well-formed XHTML
    public byte[] render(String html) {
        var bytes = new ByteArrayOutputStream();
        render(html, bytes);
        return bytes.toByteArray();
    }

    /// Waits while too many documents are being laid out at once.
    public void render(String html, OutputStream to) {
        free.acquireUninterruptibly();
        try {
            new PdfRendererBuilder()
                    .useFastMode()
                    .useFont(this::font, "Nongyou", 400, FontStyle.NORMAL, true)
                    .useExternalResourceAccessControl(
                            (uri, type) -> type == ExternalResourceType.IMAGE_RASTER && uri.startsWith("data:"),
                            ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                    .withProducer("Nongyou 农优")
                    .withHtmlContent(marked(html), null)
                    .toStream(to)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            free.release();
        }
    }

    private String marked(String html) {
        var missing = missing(html);
        if (missing.isEmpty()) return html;
        var tags = TAG.matcher(html);
        var marked = new StringBuilder();
        int from = 0;
        while (tags.find()) {
            marked.append(withMarks(html.substring(from, tags.start()), missing))
                    .append(tags.group());
            from = tags.end();
        }
        marked.append(withMarks(html.substring(from), missing));
        var note = "<div style=\"font-size: 0.7em; margin-top: 0.6em; padding: 0.3em; border: 1px solid #000\">" + mark
                + " 处是字体里没有的字，依次是 "
                + String.join("、", missing.stream().map(Pdf::name).toList())
                + "，请核对后手写补上。</div>";
        int end = marked.lastIndexOf("</body>");
        return end < 0 ? marked.toString() : marked.insert(end, note).toString();
    }

    private String withMarks(String text, List<String> missing) {
        var marked = text;
        for (var character : missing) marked = marked.replace(character, mark);
        return marked;
    }

    /// U+2B5C7: what can always be printed of a character.
    private static String name(String character) {
        return "U+%04X".formatted(character.codePointAt(0));
    }

    /// The characters of a document's text that the font cannot show, each once, in order of appearance. The printed
    /// document would have a mark in a person's or village's name: the page says so beforehand.
    public List<String> missing(String html) {
        return TAG.matcher(html)
                .replaceAll(" ")
                .codePoints()
                .filter(character -> character > ' ' && glyphs.getGlyphId(character) == 0)
                .distinct()
                .mapToObj(Character::toString)
                .toList();
    }

    /// The font in a document that is drawn, cut to the characters used.
    PDFont embed(PDDocument document) {
        try (var stream = font()) {
            return PDType0Font.load(document, stream, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean shows(int character) {
        return glyphs.getGlyphId(character) != 0;
    }

    /// In place of what the font lacks.
    String mark() {
        return mark;
    }

    private InputStream font() {
        return new ByteArrayInputStream(font);
    }
}
