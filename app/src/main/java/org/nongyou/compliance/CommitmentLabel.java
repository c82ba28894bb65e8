package org.nongyou.compliance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.nongyou.print.LabelPaper;
import org.nongyou.print.LabelPaper.Fact;
import org.nongyou.web.Ui;

/// How a certificate stands on a label: the words 承诺达标合格证 first, its eight elements, the code. On the small one names
/// come before the promise's words, which the code leads to.
public final class CommitmentLabel {

    /// Below this a thermal printer of 203 dpi gives a Chinese character fewer than 12 dots.
    private static final double LEAST = 1.5;

    private CommitmentLabel() {}

    /// All labels of one certificate, one for each package.
    /// @param site `https://farm.example`, for the QR code
    public static void draw(LabelPaper paper, LabelPaper.Size size, Commitment one, String site) {
        var rest = one.quantityKg();
        var piece = one.pieceKg();
        var each = piece == null ? rest : piece;
        for (int i = 0; i < one.pieces(); i++) {
            var kg = rest.min(each);
            rest = rest.subtract(kg);
            draw(paper, size, one, kg, site);
        }
    }

    private static void draw(LabelPaper paper, LabelPaper.Size size, Commitment one, BigDecimal kg, String site) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("产品", one.product() + " " + Ui.number(CommitmentStore.plain(kg)) + " 公斤", 1.25));
        facts.add(Fact.of("产地", one.origin()));
        facts.add(Fact.of("主体", one.producerName()));
        if (!one.phone().isBlank()) facts.add(Fact.of("电话", one.phone()));
        facts.add(Fact.of("开具", one.issuedOn().toString()));
        var bases = String.join(
                "、", new TreeSet<>(one.bases()).stream().map(Basis::title).toList());
        draw(
                paper,
                size,
                facts,
                one.seal().address(site),
                "承诺 " + String.join("；", one.promise()) + "。",
                "依据 " + bases,
                one.code().shown(),
                (one.valid() ? "" : one.state().title() + " ") + (one.demo() ? "演示数据" : ""));
    }

    static void draw(
            LabelPaper paper,
            LabelPaper.Size size,
            List<Fact> facts,
            String address,
            String promise,
            String basis,
            String foot,
            String mark) {
        paper.next();
        switch (size) {
            case LARGE, SHEET -> {
                paper.text("承诺达标合格证", 2, 1, 40, 5, 4.6, 4.6);
                paper.right(mark, 38, 2.2, 20, 2.4);
                paper.line(2, 6.6, 56, 0.35);
                paper.facts(facts, 2, 7.4, 36.6, 19.2, 2.6, LEAST);
                paper.code(address, 39.2, 7, 18.8);
                paper.line(2, 27.2, 56, 0.2);
                paper.text(promise + "\n" + basis, 2, 27.8, 56, 8.6, 2.2, LEAST);
                paper.text(foot, 2, 37, 56, 2.4, 2, LEAST);
            }
            case SMALL -> {
                paper.text("承诺达标合格证", 1.5, 0.5, 26, 3.6, 3.2, 3.2);
                paper.right(mark, 26, 1.4, 12.5, 1.8);
                paper.line(1.5, 4, 37, 0.3);
                paper.facts(facts, 1.5, 4.5, 19.8, 17.5, 2.1, LEAST);
                paper.code(address, 21.3, 4.6, 17.2);
                paper.line(1.5, 22.1, 37, 0.2);
                paper.text(promise + basis, 1.5, 22.3, 37, 5.3, 1.7, LEAST);
                paper.text(foot, 1.5, 27.7, 37, 2, 1.7, LEAST);
            }
        }
    }
}
