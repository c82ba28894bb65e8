package org.nongyou.print;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.PDInlineImage;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/// Labels by the thousand, drawn one after the other: no layout of a whole document, so that time and memory stay
/// small.
/// Places and sizes are in millimetres from the label's upper left corner; one colour, for thermal printers of 203 dpi.
/// Texts never run over their box: they shrink, then wrap, and at the least size they are cut with ….
public final class LabelPaper implements AutoCloseable {

    /// What is put into the printer.
    public enum Size {
        /// A roll, one label after the other.
        LARGE("60x40", "标签 60×40 毫米", 60, 40),
        /// A roll.
        SMALL("40x30", "标签 40×30 毫米", 40, 30),
        /// A4 with 3 × 7 of them.
        SHEET("sheet", "A4 标签纸，每页 21 张", 66, 40);

        private final String code;
        private final String title;
        private final double width;
        private final double height;

        Size(String code, String title, double width, double height) {
            this.code = code;
            this.title = title;
            this.width = width;
            this.height = height;
        }

        public String code() {
            return code;
        }

        public String title() {
            return title;
        }

        public static Optional<Size> ofCode(String code) {
            return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
        }
    }

    /// One line of a list of facts.
    /// @param scale of the text against the other lines
    public record Fact(String head, String text, double scale) {
        public static Fact of(String head, String text) {
            return new Fact(head, text, 1);
        }
    }

    private static final double POINTS = 72 / 25.4;
    private static final double LEADING = 1.16;
    private static final double TIGHT = 1.06;
    private static final double ASCENT = 0.9;
    private static final double STEP = 0.05;
    private static final int COLUMNS = 3;
    private static final int LINES = 7;
    private static final double LEFT = 6;
    private static final double TOP = 8;
    private static final double A4_WIDTH = 210;
    private static final double A4_HEIGHT = 297;

    private final PDDocument document;
    private final PDFont font;
    private final Pdf pdf;
    private final Size size;
    private final Map<Integer, Double> widths = new HashMap<>();
    private final TreeSet<String> missing = new TreeSet<>();
    private @Nullable PDPageContentStream stream;
    private int labels;
    private double left;
    private double top;
    private double pageHeight;

    LabelPaper(Pdf pdf, Size size, String title) {
        this.pdf = pdf;
        this.size = size;
        // Beside the heap: ten thousand pages are some tens of megabytes.
        this.document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setProducer("Nongyou 农优");
        this.font = pdf.embed(document);
    }

    /// Begins the next label.
    public void next() {
        try {
            if (size == Size.SHEET) {
                int place = labels % (COLUMNS * LINES);
                if (place == 0) page(A4_WIDTH, A4_HEIGHT);
                left = LEFT + place % COLUMNS * size.width;
                top = TOP + place / COLUMNS * size.height;
            } else {
                page(size.width, size.height);
                left = 0;
                top = 0;
            }
            labels++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void page(double width, double height) throws IOException {
        if (stream != null) stream.close();
        var page = new PDPage(new PDRectangle((float) (width * POINTS), (float) (height * POINTS)));
        document.addPage(page);
        pageHeight = height;
        stream = new PDPageContentStream(document, page, AppendMode.OVERWRITE, true);
        stream.setNonStrokingColor(Color.BLACK);
        stream.setStrokingColor(Color.BLACK);
    }

    public int labels() {
        return labels;
    }

    // --- Drawing

    /// In a box, as large as it fits.
    /// @param most  size of the letters in mm
    /// @param least below which nobody reads it on paper
    public void text(String text, double x, double y, double width, double height, double most, double least) {
        facts(List.of(Fact.of("", text)), x, y, width, height, most, least);
    }

    /// On one line, ending at the right edge of its box.
    public void right(String text, double x, double y, double width, double letters) {
        var shown = shown(text);
        draw(shown, x + width - width(shown) * letters, y, letters);
    }

    /// How a list is laid out: sizes in mm, leading and heads in sizes of a letter.
    private record Layout(double letters, double leading, boolean scaled, double head, List<List<String>> lines) {

        double of(Fact fact) {
            return scaled ? letters * fact.scale() : letters;
        }

        double height(List<Fact> facts) {
            double height = 0;
            for (int i = 0; i < facts.size(); i++)
                height += Math.max(1, lines.get(i).size()) * of(facts.get(i)) * leading;
            return height;
        }
    }

    /// A list: heads in a column of their own, all lines of one size but for their scale. What does not fit otherwise
    /// is
    /// set tighter; at last the longest texts are cut, so that no fact is lost.
    public void facts(List<Fact> facts, double x, double y, double width, double height, double most, double least) {
        var layout = layout(facts, width, most, LEADING, true);
        for (double letters = most; letters >= least - STEP / 2 && layout.height(facts) > height; letters -= STEP)
            layout = layout(facts, width, letters, LEADING, true);
        for (double letters = layout.letters();
                letters >= least - STEP / 2 && layout.height(facts) > height;
                letters -= STEP) layout = layout(facts, width, letters, TIGHT, false);
        while (layout.height(facts) > height) {
            var longest = layout.lines().stream()
                    .max(Comparator.comparingInt(List::size))
                    .orElseThrow();
            if (longest.size() < 2) break;
            longest.removeLast();
            longest.set(longest.size() - 1, cut(longest.getLast(), (width - layout.head()) / layout.letters()));
        }
        double at = y;
        for (int i = 0; i < facts.size(); i++) {
            double of = layout.of(facts.get(i));
            draw(shown(facts.get(i).head()), x, at + (of - layout.letters()) * ASCENT, layout.letters());
            for (var line : layout.lines().get(i)) {
                draw(line, x + layout.head(), at, of);
                at += of * layout.leading();
            }
            if (layout.lines().get(i).isEmpty()) at += of * layout.leading();
        }
    }

    private Layout layout(List<Fact> facts, double width, double letters, double leading, boolean scaled) {
        double widest = facts.stream()
                .mapToDouble(one -> width(shown(one.head())))
                .max()
                .orElse(0);
        double head = widest == 0 ? 0 : (widest + 0.4) * letters;
        return new Layout(
                letters,
                leading,
                scaled,
                head,
                facts.stream()
                        .map(one ->
                                wrapped(shown(one.text()), (width - head) / (scaled ? letters * one.scale() : letters)))
                        .toList());
    }

    /// @param width in sizes of a letter
    private List<String> wrapped(String text, double width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        double at = 0;
        for (var sign : text.codePoints().toArray()) {
            double one = width(sign);
            if (sign == '\n' || at + one > width && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
                at = 0;
                if (sign == '\n' || sign == ' ') continue;
            }
            line.appendCodePoint(sign);
            at += one;
        }
        if (!line.isEmpty()) lines.add(line.toString());
        return lines;
    }

    private String cut(String line, double width) {
        var cut = line;
        while (!cut.isEmpty() && width(cut) + width('…') > width)
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        return cut + "…";
    }

    private void draw(String text, double x, double y, double letters) {
        if (text.isEmpty()) return;
        var to = stream();
        try {
            to.beginText();
            to.setFont(font, (float) (letters * POINTS));
            to.setTextMatrix(Matrix.getTranslateInstance(across(x), up(y + letters * ASCENT)));
            to.showText(text);
            to.endText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void line(double x, double y, double width, double thickness) {
        try {
            stream().addRect(across(x), up(y + thickness), (float) (width * POINTS), (float) (thickness * POINTS));
            stream().fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A QR code with its quiet zone.
    public void code(String text, double x, double y, double side) {
        var raster = QrCode.raster(text);
        var head = new COSDictionary();
        head.setItem(COSName.W, COSInteger.get(raster.size()));
        head.setItem(COSName.H, COSInteger.get(raster.size()));
        head.setItem(COSName.BPC, COSInteger.ONE);
        head.setItem(COSName.CS, COSName.G);
        float points = (float) (side * POINTS);
        try {
            stream().drawImage(new PDInlineImage(head, raster.rows(), null), across(x), up(y + side), points, points);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private float across(double x) {
        return (float) ((left + x) * POINTS);
    }

    private float up(double y) {
        return (float) ((pageHeight - top - y) * POINTS);
    }

    private PDPageContentStream stream() {
        if (stream == null) throw new IllegalStateException("no label begun");
        return stream;
    }

    // --- Letters

    /// With a mark for what the font lacks.
    private String shown(String text) {
        var plain = text.codePoints()
                .filter(sign -> sign >= ' ' || sign == '\n')
                .mapToObj(Character::toString)
                .toList();
        var shown = new StringBuilder();
        for (var sign : plain) {
            if (sign.equals("\n") || pdf.shows(sign.codePointAt(0))) shown.append(sign);
            else {
                missing.add(sign);
                shown.append(pdf.mark());
            }
        }
        return shown.toString();
    }

    private double width(String text) {
        return text.codePoints().mapToDouble(this::width).sum();
    }

    private double width(int sign) {
        return widths.computeIfAbsent(sign, one -> {
            try {
                return one == '\n' ? 0.0 : font.getStringWidth(Character.toString(one)) / 1000.0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    // --- End

    /// Writes the document. Where the font lacked characters, one label more says which.
    public void finish(OutputStream out) {
        try {
            if (!missing.isEmpty()) {
                var names = missing.stream()
                        .map(one -> "U+%04X".formatted(one.codePointAt(0)))
                        .toList();
                next();
                text(
                        pdf.mark() + " 处是字体里没有的字：" + String.join("、", names) + "，请核对后手写补上。",
                        2,
                        2,
                        size.width - 4,
                        size.height - 4,
                        3,
                        1.5);
            }
            if (stream != null) stream.close();
            stream = null;
            document.save(out, CompressParameters.NO_COMPRESSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
