package org.nongyou.notice.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.notice.Due;
import org.nongyou.notice.Notice;
import org.nongyou.notice.NoticeFilter;
import org.nongyou.notice.NoticeKind;
import org.nongyou.notice.Notices;
import org.nongyou.notice.Objection;
import org.nongyou.notice.Objections;
import org.nongyou.notice.Workdays;
import org.nongyou.print.Spreadsheet;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Chip;
import org.nongyou.web.Entered;
import org.nongyou.web.NotAllowed;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The office's side of notices: the list, the handling of objections, announcements and the calendar.
@Controller
class NoticeController {

    private static final int PAGE = 100;
    private static final int EXPORT_MOST = 50_000;

    private final Notices notices;
    private final Objections objections;
    private final Workdays workdays;
    private final Divisions divisions;
    private final Offices offices;
    private final Clock clock;

    NoticeController(
            Notices notices,
            Objections objections,
            Workdays workdays,
            Divisions divisions,
            Offices offices,
            Clock clock) {
        this.notices = notices;
        this.objections = objections;
        this.workdays = workdays;
        this.divisions = divisions;
        this.offices = offices;
        this.clock = clock;
    }

    @GetMapping("/notices")
    ModelAndView list(
            Actor actor,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String open,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long after) {
        mayRead(actor);
        var scope = actor.scope().narrowedTo(RegionCode.parse(region).orElse(null));
        var area = scope.region();
        var filter = filter(kind, open, q);
        var found = notices.list(
                scope, filter, after == null ? null : notices.find(scope, after).orElse(null), PAGE + 1);
        var query = "&kind=" + Ui.query(kind) + "&open=" + Ui.query(open) + "&q=" + Ui.query(q);
        var chips = new ArrayList<Chip>();
        int openNow = 0;
        if (area != null) {
            var counts = notices.openBelow(area);
            openNow = counts.values().stream().mapToInt(Integer::intValue).sum();
            var own = actor.scope().region();
            if (own != null && !own.equals(area))
                chips.add(new Chip("返回" + divisions.name(own), "/notices?region=" + query, 0, false));
            chips.add(new Chip(divisions.name(area), "/notices?region=" + area + query, openNow, true));
            if (area.level().isAbove(Level.COUNTY))
                for (var child : divisions.children(area))
                    chips.add(new Chip(
                            child.name(),
                            "/notices?region=" + child.code() + query,
                            counts.getOrDefault(child.code(), 0),
                            false));
        }
        var rows = found.stream().limit(PAGE).map(this::row).toList();
        var waiting = actor.may(Verb.PUBLISH)
                ? objections.waiting(actor).entrySet().stream()
                        .map(one -> new NoticesPage.Waiting(one.getKey(), one.getValue()))
                        .toList()
                : List.<NoticesPage.Waiting>of();
        return Page.of(
                "notice/notices",
                new NoticesPage(
                        area == null ? "" : divisions.name(area),
                        chips,
                        area == null ? "" : area.value(),
                        kind,
                        open,
                        q,
                        openNow,
                        waiting,
                        rows,
                        found.size() > PAGE
                                ? "/notices?region=" + (area == null ? "" : area) + query + "&after="
                                        + rows.getLast().notice().id()
                                : null,
                        after == null,
                        actor.may(Verb.PUBLISH) && actor.office() != null,
                        "/notices/export?region=" + (area == null ? "" : area) + query));
    }

    @GetMapping("/notices/export")
    void export(
            Actor actor,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String open,
            @RequestParam(defaultValue = "") String q,
            HttpServletResponse response)
            throws IOException {
        mayRead(actor);
        var scope = actor.scope().narrowedTo(RegionCode.parse(region).orElse(null));
        response.setContentType(Spreadsheet.MEDIA_TYPE);
        response.setHeader("Content-Disposition", attachment("公示公告.xlsx"));
        Spreadsheet.write(
                response.getOutputStream(),
                "公示公告",
                List.of("编号", "类型", "标题", "地区", "发布单位", "开始", "结束", "期限", "状态", "依据"),
                all(scope, filter(kind, open, q))
                        .map(notice -> Arrays.asList(
                                notice.id(),
                                notice.kind().title(),
                                notice.title(),
                                divisions.path(notice.region()),
                                notice.officeName(),
                                notice.startsOn(),
                                notice.endsOn(),
                                notice.length(),
                                notice.kind() == NoticeKind.PUBLICITY
                                        ? notice.state().title()
                                        : "已发布",
                                notice.clause())));
    }

    /// Page by page, so that neither side holds more than a page.
    private Stream<Notice> all(Scope scope, NoticeFilter filter) {
        return Stream.iterate(
                        notices.list(scope, filter, null, 1000),
                        page -> !page.isEmpty(),
                        page -> page.size() < 1000 ? List.of() : notices.list(scope, filter, page.getLast(), 1000))
                .flatMap(List::stream)
                .limit(EXPORT_MOST);
    }

    @GetMapping("/notices/{id}")
    ModelAndView notice(Actor actor, @PathVariable long id) {
        mayRead(actor);
        return Page.of("notice/notice", page(actor, find(actor, id), null, Entered.NOTHING));
    }

    @PostMapping("/notices/{id}/objections/{objection}")
    ModelAndView answer(
            Actor actor,
            @PathVariable long id,
            @PathVariable long objection,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String answer) {
        var notice = find(actor, id);
        Decision<Objection> decision = switch (outcome) {
            case "upheld" -> objections.answer(actor, objection, Objection.Outcome.UPHELD, answer);
            case "dismissed" -> objections.answer(actor, objection, Objection.Outcome.DISMISSED, answer);
            default -> Decision.refused(Refusal.of("objection.outcome-missing").at("outcome"));
        };
        return switch (decision) {
            case Decision.Done<Objection> _ -> Page.redirect("/notices/" + id);
            case Decision.Refused<Objection>(var refusal) ->
                Page.again(
                        "notice/notice",
                        page(
                                actor,
                                notice,
                                objection,
                                Entered.of(Map.of("outcome", outcome, "answer", answer), refusal)));
        };
    }

    @PostMapping("/notices/{id}/withdraw")
    ModelAndView withdraw(Actor actor, @PathVariable long id, @RequestParam(defaultValue = "") String reason) {
        if (!actor.may(Verb.PUBLISH)) throw new NotAllowed("撤下公示公告由发布单位的审核人员办。");
        var notice = find(actor, id);
        return switch (notices.withdraw(actor, id, reason)) {
            case Decision.Done<Notice> _ -> Page.redirect("/notices/" + id);
            case Decision.Refused<Notice>(var refusal) ->
                Page.again("notice/notice", page(actor, notice, null, Entered.of(Map.of("reason", reason), refusal)));
        };
    }

    @GetMapping("/notices/new")
    ModelAndView write(Actor actor) {
        return Page.of("notice/new", new NewNoticePage(publisher(actor).name(), regions(actor), Entered.NOTHING));
    }

    @PostMapping("/notices/new")
    ModelAndView publish(
            Actor actor,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String body,
            @RequestParam(defaultValue = "") String clause,
            @RequestParam(defaultValue = "") String region) {
        var office = publisher(actor);
        var about = RegionCode.parse(region).orElse(office.region());
        return switch (notices.announce(
                actor, title, body, clause.isBlank() ? null : clause.strip(), about, null, null)) {
            case Decision.Done<Notice>(var notice) -> Page.redirect("/notices/" + notice.id());
            case Decision.Refused<Notice>(var refusal) ->
                Page.again(
                        "notice/new",
                        new NewNoticePage(
                                office.name(),
                                regions(actor),
                                Entered.of(
                                        Map.of("title", title, "body", body, "clause", clause, "region", region),
                                        refusal)));
        };
    }

    @GetMapping("/notices/calendar")
    ModelAndView calendar(Actor actor, @RequestParam(required = false) @Nullable Integer year) {
        mayRead(actor);
        return Page.of("notice/calendar", calendarPage(actor, year, Entered.NOTHING));
    }

    @PostMapping("/notices/calendar")
    ModelAndView addDay(
            Actor actor,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String off,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String source) {
        if (!actor.may(Verb.ADMINISTER)) throw new NotAllowed("工作日历由省级管理员录入。");
        var typed = Map.of("day", day, "off", off, "name", name, "source", source);
        LocalDate date;
        try {
            date = TypedDay.parse(day.strip());
        } catch (DateTimeException notADate) {
            return Page.again(
                    "notice/calendar",
                    calendarPage(
                            actor,
                            null,
                            Entered.of(typed, Refusal.of("calendar.day").at("day"))));
        }
        return switch (workdays.add(actor, date, off.equals("off"), name, source)) {
            case Decision.Done<?> _ -> Page.redirect("/notices/calendar?year=" + date.getYear());
            case Decision.Refused<?>(var refusal) ->
                Page.again("notice/calendar", calendarPage(actor, date.getYear(), Entered.of(typed, refusal)));
        };
    }

    private CalendarPage calendarPage(Actor actor, @Nullable Integer year, Entered entered) {
        int shown = year == null ? LocalDate.now(Ui.ZONE).getYear() : year;
        return new CalendarPage(
                shown,
                workdays.years(),
                workdays.isPublished(shown),
                shown < 1900 || shown > 2200 ? List.of() : workdays.list(shown),
                actor.may(Verb.ADMINISTER) && actor.scope().isAtLeast(Level.PROVINCE),
                entered);
    }

    private NoticePage page(Actor actor, Notice notice, @Nullable Long answering, Entered entered) {
        return new NoticePage(
                notice,
                divisions.path(notice.region()),
                left(notice),
                estimate(notice),
                subject(notice),
                offices.find(notice.officeId()).map(Office::phone).orElse(null),
                objections.to(actor, notice),
                objections.mayHandle(actor, notice),
                answering,
                entered);
    }

    private static @Nullable String subject(Notice notice) {
        if (notice.subjectKind() == null) return null;
        return switch (notice.subjectKind()) {
            case "case" -> "/cases/" + notice.subjectId();
            case "listing" -> "/catalogue/" + notice.subjectId();
            default -> null;
        };
    }

    private boolean estimate(Notice notice) {
        return notice.workingDays() != null
                && notice.endsOn() != null
                && !workdays.isPublished(notice.endsOn().getYear());
    }

    private NoticesPage.Row row(Notice notice) {
        return new NoticesPage.Row(notice, divisions.name(notice.region()), left(notice));
    }

    private @Nullable Due left(Notice notice) {
        return notice.takesObjections() && notice.endsOn() != null
                ? workdays.due(LocalDate.ofInstant(clock.instant(), Ui.ZONE), notice.endsOn())
                : null;
    }

    private Notice find(Actor actor, long id) {
        return notices.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private List<Division> regions(Actor actor) {
        var own = actor.region();
        var regions = new ArrayList<Division>();
        divisions.find(own).ifPresent(regions::add);
        if (own.level().isAbove(Level.COUNTY)) regions.addAll(divisions.children(own));
        return regions;
    }

    private static Office publisher(Actor actor) {
        var office = actor.office();
        if (office == null || !actor.may(Verb.PUBLISH)) throw new NotAllowed("发布公告由审核人员办。把材料转给本单位审核人员。");
        return office;
    }

    private static void mayRead(Actor actor) {
        if (!actor.may(Verb.READ)) throw new NotAllowed("你的账号只用来评分，看不到这里。公开的公示公告在公开网站上。");
    }

    static NoticeFilter filter(String kind, String open, String q) {
        return new NoticeFilter(
                NoticeKind.ofCode(kind).orElse(null),
                open.isEmpty() ? null : (Boolean) open.equals("yes"),
                q.isBlank() ? null : q);
    }

    static String attachment(String name) {
        return "attachment; filename*=UTF-8''"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
