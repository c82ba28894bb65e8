package org.nongyou.scheme.loading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.scheme.Checklist;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.loading.Reading.Group;

/// `checklists.yaml`.
final class ChecklistsFile {

    final List<Checklist> checklists = new ArrayList<>();

    ChecklistsFile(Block file, List<Kind> kinds) {
        for (var block : file.blocks("checklists", "id!", "title!", "clause!", "for!", "pass!", "items!")) {
            checklists.add(checklist(block, kinds));
        }
    }

    private static Checklist checklist(Block block, List<Kind> kinds) {
        var id = block.id(Group.CHECKLIST);
        var of = block.refs("for", Group.KIND);
        var hand = block.reading()
                .atHandFor(kinds.stream().filter(kind -> of.contains(kind.id())).toList());
        var items = new ArrayList<Checklist.ChecklistItem>();
        var ids = new HashSet<String>();
        for (var one : block.blocks(
                "items", "id!", "title!", "clause", "compulsory", "points", "fact", "area", "evidence", "when")) {
            items.add(item(one, ids, hand));
        }
        if (items.isEmpty() && block.has("items")) block.problem("items", "清单里没有项目");
        return new Checklist(block.path(), id, block.text("title"), block.clauses(), of, pass(block, items), items);
    }

    private static Checklist.ChecklistItem item(Block one, HashSet<String> ids, Map<String, FactDefinition> hand) {
        var id = one.plainId("id");
        if (!ids.add(id)) one.problem("id", "“" + id + "”重复了：这个清单里已经有一个同名的项目");
        one.oneOf("“" + one.text("title") + "”算不算必备", "compulsory", "points");
        one.atMostOne("fact", "area");
        var points = one.decimalOrNull("points");
        if (points != null && points.signum() <= 0) one.problem("points", "分值要大于 0");
        return new Checklist.ChecklistItem(
                one.path(),
                id,
                one.text("title"),
                one.clauses(),
                one.yes("compulsory"),
                points,
                one.conditionOrNull("fact", hand),
                one.refOrNull("area", Group.AREA),
                one.texts("evidence"),
                one.conditionOrNull("when", hand));
    }

    private static @Nullable BigDecimal pass(Block block, List<Checklist.ChecklistItem> items) {
        var pass = block.block("pass", "compulsory!", "points");
        if (pass == null) return null;
        if (pass.has("compulsory") && !pass.text("compulsory").equals("all")) {
            pass.problem("compulsory", "必备项只能写 all：每一项都要做到");
        }
        var points = pass.decimalOrNull("points");
        var sum = items.stream()
                .map(Checklist.ChecklistItem::points)
                .filter(one -> one != null)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (points != null && points.compareTo(sum) > 0) {
            pass.problem("points", "各项分值之和只有 " + sum.toPlainString() + "，够不到 " + points.toPlainString());
        }
        if (points == null && sum.signum() > 0) {
            pass.reading().problem(pass.place(), "有的项目记分，就要写多少分通过：points: 60");
        }
        return points;
    }
}
