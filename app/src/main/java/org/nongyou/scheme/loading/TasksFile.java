package org.nongyou.scheme.loading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.scheme.Clause;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Each;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Task;
import org.nongyou.scheme.loading.Reading.Group;

/// `tasks.yaml`.
final class TasksFile {

    final List<Task> tasks = new ArrayList<>();

    TasksFile(Block file, List<Clause> clauses, List<String> carriedOutBy) {
        for (var block : file.blocks(
                "tasks",
                "id!",
                "title!",
                "clause!",
                "due",
                "every",
                "due_day",
                "each",
                "to",
                "responsible",
                "cooperating",
                "when",
                "done_when",
                "report",
                "evidence",
                "remind")) {
            tasks.add(task(block, clauses, carriedOutBy));
        }
    }

    private static Task task(Block block, List<Clause> clauses, List<String> carriedOutBy) {
        var id = block.id(Group.TASK);
        var each = block.choiceOrNull("each", Each.class, Each::code);
        var subject = each == null ? "region" : each.subject().code();
        var hand = block.reading().atHand(subject, "region");
        var cited = block.clauses();
        return new Task(
                block.path(),
                id,
                block.text("title"),
                cited,
                due(block),
                each,
                block.refOrNull("to", Group.OFFICE),
                responsible(block, cited, clauses, carriedOutBy),
                cooperating(block, cited, clauses),
                block.conditionOrNull("when", hand),
                block.conditionOrNull("done_when", hand),
                block.texts("report"),
                block.texts("evidence"),
                block.integers("remind"));
    }

    private static Task.Due due(Block block) {
        var open = ProceduresFile.BY_OFFICE;
        var title = block.text("title");
        var key = block.oneOf("“" + title + "”什么时候完成", "due", "every");
        if (key == null) return new Task.Due.ByOffice(block.path() + ".due");
        if (key.equals("due")) {
            if (block.has("due_day")) block.reading().problem(block.atKey("due_day"), "写了 due 就不用写 due_day");
            if (!block.text("due").equals(open)) return new Task.Due.On(block.date("due"));
            block.reading().open(block.path() + ".due", title + "：完成日期", Doubt.Settles.DATE);
            return new Task.Due.ByOffice(block.path() + ".due");
        }
        if (block.text("every").equals(open)) {
            block.reading().open(block.path() + ".every", title + "：多久一次", Doubt.Settles.FREQUENCY);
            return new Task.Due.EveryByOffice(block.path() + ".every");
        }
        var frequency = block.choice("every", Frequency.class, Frequency::code);
        if (!block.has("due_day")) return new Task.Due.Every(frequency, null, null);
        if (block.text("due_day").equals(open)) {
            block.reading()
                    .open(block.path() + ".due_day", title + "：" + frequency.title() + "哪一天", Doubt.Settles.DAYS);
            return new Task.Due.Every(frequency, null, block.path() + ".due_day");
        }
        return new Task.Due.Every(frequency, day(block), null);
    }

    private static @Nullable Integer day(Block block) {
        var day = block.integerOrNull("due_day");
        if (day != null && (day < 1 || day > 366)) block.problem("due_day", "第几天从 1 数起");
        return day;
    }

    private static List<String> responsible(
            Block block, List<String> cited, List<Clause> clauses, List<String> carriedOutBy) {
        if (block.has("responsible")) return block.refs("responsible", Group.OFFICE);
        var offices = new LinkedHashSet<String>();
        for (var clause : clauses) if (cited.contains(clause.section())) offices.addAll(clause.responsible());
        if (block.has("each") || offices.isEmpty()) offices.addAll(carriedOutBy);
        if (offices.isEmpty()) {
            block.reading().problem(block.place(), "不知道由谁负责：条款没有写 responsible，请在任务里写 responsible: [机构]");
        }
        return List.copyOf(offices);
    }

    private static List<String> cooperating(Block block, List<String> cited, List<Clause> clauses) {
        if (block.has("cooperating")) return block.refs("cooperating", Group.OFFICE);
        var offices = new LinkedHashSet<String>();
        for (var clause : clauses) if (cited.contains(clause.section())) offices.addAll(clause.cooperating());
        return List.copyOf(offices);
    }
}
