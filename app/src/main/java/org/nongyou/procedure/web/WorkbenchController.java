package org.nongyou.procedure.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Verb;
import org.nongyou.notice.Workdays;
import org.nongyou.procedure.CaseFilter.Deadline;
import org.nongyou.procedure.CaseLists;
import org.nongyou.procedure.DoneAct;
import org.nongyou.procedure.ToDo;
import org.nongyou.procedure.web.WorkbenchPage.Row;
import org.nongyou.region.Divisions;
import org.nongyou.web.Chip;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.nongyou.web.Viewer;
import org.nongyou.web.ViewerSource;
import org.nongyou.web.WorkbenchCard;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class WorkbenchController {

    private final CaseLists lists;
    private final Waiting waiting;
    private final Divisions divisions;
    private final Workdays workdays;
    private final List<WorkbenchCard> cards;
    private final List<ViewerSource> viewers;
    private final Clock clock;

    WorkbenchController(
            CaseLists lists,
            Waiting waiting,
            Divisions divisions,
            Workdays workdays,
            List<WorkbenchCard> cards,
            List<ViewerSource> viewers,
            Clock clock) {
        this.lists = lists;
        this.waiting = waiting;
        this.divisions = divisions;
        this.workdays = workdays;
        this.cards = cards.stream()
                .sorted(Comparator.comparingInt(WorkbenchCard::order))
                .toList();
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/")
    ModelAndView workbench(
            Actor actor,
            HttpServletRequest request,
            @RequestParam(defaultValue = "todo") String tab,
            @RequestParam(defaultValue = "") String due,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "0") int from) {
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        var summary = waiting.of(actor);
        var deadline = Deadline.ofCode(due).orElse(null);
        int start = Math.clamp(from, 0, CaseLists.MOST_COUNTED);
        var rows = tab.equals("todo")
                ? lists.toDo(actor, deadline, start, CaseLists.PAGE + 1).stream()
                        .map(one -> row(one, today))
                        .toList()
                : List.<Row>of();
        var done = switch (tab) {
            case "mine" -> lists.doneBy(actor, before, CaseLists.PAGE + 1);
            case "office" -> lists.handledBy(actor, before, CaseLists.PAGE + 1);
            default -> List.<DoneAct>of();
        };
        String next = null;
        if (rows.size() > CaseLists.PAGE) {
            rows = rows.subList(0, CaseLists.PAGE);
            next = "/?" + (deadline == null ? "" : "due=" + deadline.code() + "&") + "from=" + (start + CaseLists.PAGE);
        }
        if (done.size() > CaseLists.PAGE) {
            done = done.subList(0, CaseLists.PAGE);
            next = "/?tab=" + tab + "&before=" + done.getLast().id();
        }
        var first = start == 0 && !rows.isEmpty() ? rows.getFirst() : null;
        var viewer = viewers.stream()
                .flatMap(source -> source.viewer(request).stream())
                .findFirst()
                .orElseThrow();
        return Page.of(
                "procedure/workbench",
                new WorkbenchPage(
                        tab.matches("mine|office") ? tab : "todo",
                        tone(summary),
                        say(summary),
                        first == null
                                ? ""
                                : "先办：" + first.toDo().theCase().title() + "，"
                                        + first.toDo().act() + when(first) + "。",
                        first,
                        holiday(today),
                        summary.total(),
                        chips(summary, deadline),
                        rows,
                        done,
                        lists.doneCount(actor),
                        next,
                        content(WorkbenchCard.Place.BELOW, viewer),
                        content(WorkbenchCard.Place.BESIDE, viewer),
                        actor.may(Verb.APPLY)));
    }

    /// All, what is late and what soon will be; none where nothing is either.
    private static List<Chip> chips(ToDo.Summary summary, @Nullable Deadline chosen) {
        if (summary.overdue() == 0 && summary.soon() == 0 && chosen == null) return List.of();
        return List.of(
                new Chip("全部", "/", summary.total(), chosen == null),
                new Chip(Deadline.OVERDUE.title(), "/?due=overdue", summary.overdue(), chosen == Deadline.OVERDUE),
                new Chip(Deadline.SOON.title(), "/?due=soon", summary.soon(), chosen == Deadline.SOON));
    }

    private List<gg.jte.Content> content(WorkbenchCard.Place place, Viewer viewer) {
        return cards.stream()
                .filter(card -> card.place() == place)
                .flatMap(card -> card.content(viewer).stream())
                .toList();
    }

    private Row row(ToDo toDo, LocalDate today) {
        var theCase = toDo.theCase();
        var sub = new ArrayList<String>();
        if (theCase.level() != null) sub.add(theCase.level().title());
        if (!theCase.producerName().isBlank()) sub.add(theCase.producerName());
        sub.add(theCase.number());
        return new Row(
                toDo,
                divisions.name(theCase.region()),
                String.join("·", sub),
                toDo.dueOn() == null ? null : workdays.due(today, toDo.dueOn()));
    }

    private static String tone(ToDo.Summary summary) {
        if (summary.overdue() > 0 || summary.today() > 0) return "warn";
        return summary.total() == 0 ? "ok" : "info";
    }

    private static String say(ToDo.Summary summary) {
        if (summary.total() == 0) return "没有等你办的事。";
        var parts = new ArrayList<String>();
        if (summary.today() > 0) parts.add(summary.today() + " 件今天到期");
        if (summary.overdue() > 0) parts.add(summary.overdue() + " 件已超期");
        return "有 " + many(summary.total()) + " 件事等你办"
                + (parts.isEmpty() ? "，都没有到期。" : "，其中 " + String.join("，", parts) + "。");
    }

    static String many(int number) {
        return number >= CaseLists.MOST_COUNTED ? "1 万以上" : Ui.number(number);
    }

    private static String when(Row row) {
        return row.due() == null ? "" : "，" + row.due().text();
    }

    /// Days off in the coming week that are no plain weekend: they move deadlines.
    private String holiday(LocalDate today) {
        for (var day = today; day.isBefore(today.plusDays(7)); day = day.plusDays(1)) {
            boolean weekend = day.getDayOfWeek().getValue() > 5;
            if (weekend || workdays.isWorkday(day)) continue;
            var named = day;
            var name = workdays.list(day.getYear()).stream()
                    .filter(one -> one.day().equals(named))
                    .map(org.nongyou.notice.Holiday::name)
                    .findFirst()
                    .orElse("放假");
            int length = 1;
            while (!workdays.isWorkday(day.plusDays(length))) length++;
            return (day.equals(today) ? "今天起" : day.equals(today.plusDays(1)) ? "明天起" : Ui.day(day) + "起") + name
                    + "放假 " + length + " 天，办理期限已顺延";
        }
        return "";
    }
}
