package org.nongyou.scheme.loading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.scheme.ScoreSheet;
import org.nongyou.scheme.ScoreSheet.Rule;
import org.nongyou.scheme.Subject;
import org.nongyou.scheme.loading.Reading.Group;

/// `scores.yaml`.
final class ScoresFile {

    final List<ScoreSheet> scores = new ArrayList<>();

    ScoresFile(Block file) {
        for (var block : file.blocks(
                "scores",
                "id!",
                "title!",
                "clause!",
                "subject!",
                "total!",
                "decimals!",
                "pass",
                "ranking",
                "sections!")) {
            scores.add(sheet(block));
        }
    }

    private static ScoreSheet sheet(Block block) {
        var id = block.id(Group.SCORE);
        var subject = block.choice("subject", Subject.class, Subject::code);
        var hand = block.reading().atHand(subject.code(), "applicant", "listing");
        var sections = new ArrayList<ScoreSheet.Section>();
        var ids = new HashSet<String>();
        var sectionIds = new HashSet<String>();
        for (var one : block.blocks("sections", "id!", "title!", "max!", "items!", "clause")) {
            var section = section(one, ids, hand);
            if (!sectionIds.add(section.id())) one.problem("id", "“" + section.id() + "”重复了：评分表里已经有一个同名的部分");
            sections.add(section);
        }
        var total = block.decimal("total");
        var sum = sections.stream().map(ScoreSheet.Section::max).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (block.has("total") && sum.compareTo(total) != 0) {
            block.problem("total", "各部分之和是 " + sum.toPlainString() + "，总分写的是 " + total.toPlainString());
        }
        int decimals = block.integer("decimals");
        if (decimals > 6) block.problem("decimals", "最多保留 6 位小数");
        var pass = block.decimalOrNull("pass");
        if (pass != null && pass.compareTo(total) > 0) block.problem("pass", "通过分数比总分还高");
        return new ScoreSheet(
                block.path(),
                id,
                block.text("title"),
                block.clauses(),
                subject,
                total,
                decimals,
                pass,
                block.yes("ranking"),
                sections);
    }

    private static ScoreSheet.Section section(Block block, Set<String> ids, Map<String, FactDefinition> hand) {
        var items = new ArrayList<ScoreSheet.Item>();
        for (var one : block.blocks(
                "items",
                "id!",
                "title!",
                "points!",
                "clause",
                "judge",
                "if",
                "asked",
                "ratio",
                "deduct",
                "pieces",
                "bands",
                "evidence")) {
            var id = one.plainId("id");
            if (!ids.add(id)) one.problem("id", "“" + id + "”重复了：这张评分表里已经有一个同名的项目");
            items.add(new ScoreSheet.Item(
                    one.path(), id, one.text("title"), one.clauses(), one.decimal("points"), rule(one, hand)));
        }
        var max = block.decimal("max");
        var sum = items.stream().map(ScoreSheet.Item::points).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (block.has("max") && sum.compareTo(max) != 0) {
            block.problem(
                    "max", "“" + block.text("title") + "”各项之和是 " + sum.toPlainString() + "，写的是 " + max.toPlainString());
        }
        return new ScoreSheet.Section(
                block.path(), block.plainId("id"), block.text("title"), block.clauses(), max, items);
    }

    private static Rule rule(Block one, Map<String, FactDefinition> hand) {
        var key = one.oneOf(
                "“" + one.text("title") + "”怎么得分", "judge", "if", "asked", "ratio", "deduct", "pieces", "bands");
        if (key == null) return new Rule.Judge();
        return switch (key) {
            case "judge" -> {
                if (!one.yes("judge")) one.problem("judge", "由评分人打分写 judge: true");
                yield new Rule.Judge();
            }
            case "asked" -> {
                if (!one.yes("asked")) one.problem("asked", "由评分人回答是否写 asked: true");
                yield new Rule.Asked();
            }
            case "if" -> new Rule.If(one.condition("if", hand));
            case "ratio" -> {
                var ratio = one.block("ratio", "done!", "target!");
                yield ratio == null
                        ? new Rule.Judge()
                        : new Rule.Ratio(ratio.number("done", hand), ratio.number("target", hand));
            }
            case "deduct" -> {
                var deduct = one.block("deduct", "of!", "step!", "count!", "take!", "floor!");
                yield deduct == null ? new Rule.Judge() : deduct(deduct, hand);
            }
            case "pieces" -> {
                var pieces = new ArrayList<ScoreSheet.Piece>();
                for (var piece : one.blocks("pieces", "title!", "of!", "each!", "at_most")) {
                    pieces.add(new ScoreSheet.Piece(
                            piece.text("title"),
                            piece.number("of", hand),
                            piece.decimal("each"),
                            piece.decimalOrNull("at_most")));
                }
                yield new Rule.Pieces(pieces);
            }
            default -> {
                var bands = new ArrayList<ScoreSheet.Band>();
                for (var band : one.blocks("bands", "of!", "from!", "points!")) {
                    var points = band.decimal("points");
                    if (points.compareTo(one.decimal("points")) > 0) band.problem("points", "这一档的分比这一项的满分还高");
                    bands.add(new ScoreSheet.Band(band.number("of", hand), band.decimal("from"), points));
                }
                yield new Rule.Bands(bands);
            }
        };
    }

    private static Rule deduct(Block deduct, Map<String, FactDefinition> hand) {
        var step = deduct.decimal("step");
        if (deduct.has("step") && step.signum() <= 0) deduct.problem("step", "step 要大于 0");
        var count = deduct.text("count");
        if (!count.isEmpty() && !count.equals("started") && !count.equals("full")) {
            deduct.problem("count", "“" + count + "”不是这里的选项，可选的有：started（不满一步算一步）、full（满一步才算）");
        }
        return new Rule.Deduct(
                deduct.number("of", hand),
                step,
                count.equals("started"),
                deduct.decimal("take"),
                deduct.decimal("floor"));
    }
}
