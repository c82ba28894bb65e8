package org.nongyou.notice.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Office;
import org.nongyou.identity.Offices;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.notice.Due;
import org.nongyou.notice.Notice;
import org.nongyou.notice.Notices;
import org.nongyou.notice.Objections;
import org.nongyou.notice.Workdays;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Chip;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The public's side: what is published, and objections by anyone without signing in.
@Controller
class PublicNoticeController {

    private static final int PAGE = 100;

    private final Notices notices;
    private final Objections objections;
    private final Workdays workdays;
    private final Divisions divisions;
    private final Offices offices;
    private final Clock clock;

    PublicNoticeController(
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

    @GetMapping("/public/notices")
    ModelAndView list(
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String open,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable Long after) {
        var picked = RegionCode.parse(region).orElse(null);
        var filter = NoticeController.filter(kind, open, q);
        var found = notices.publicList(
                picked, filter, after == null ? null : notices.find(after).orElse(null), PAGE + 1);
        var query = "&kind=" + Ui.query(kind) + "&open=" + Ui.query(open) + "&q=" + Ui.query(q);
        var area = picked == null ? RegionCode.COUNTRY : picked;
        var counts = notices.openBelow(area);
        int openNow = counts.values().stream().mapToInt(Integer::intValue).sum();
        var chips = new ArrayList<Chip>();
        if (picked != null) chips.add(new Chip("全部地区", "/public/notices?region=" + query, 0, false));
        area.parent()
                .filter(above -> above.level() != Level.NATIONAL)
                .ifPresent(above -> chips.add(
                        new Chip("返回" + divisions.name(above), "/public/notices?region=" + above + query, 0, false)));
        chips.add(new Chip(divisions.name(area), "/public/notices?region=" + region + query, openNow, true));
        if (area.level().isAbove(Level.COUNTY))
            for (var child : divisions.children(area)) {
                int count = counts.getOrDefault(child.code(), 0);
                if (count > 0 || area.level() != Level.NATIONAL)
                    chips.add(new Chip(child.name(), "/public/notices?region=" + child.code() + query, count, false));
            }
        var rows = found.stream()
                .limit(PAGE)
                .map(notice -> new NoticesPage.Row(notice, divisions.name(notice.region()), left(notice)))
                .toList();
        return Page.of(
                "notice/publicnotices",
                new NoticesPage(
                        divisions.name(area),
                        chips,
                        region,
                        kind,
                        open,
                        q,
                        openNow,
                        List.of(),
                        rows,
                        found.size() > PAGE
                                ? "/public/notices?region=" + Ui.query(region) + query + "&after="
                                        + rows.getLast().notice().id()
                                : null,
                        after == null,
                        false,
                        ""));
    }

    @GetMapping("/public/notices/{id}")
    ModelAndView notice(@PathVariable long id) {
        return Page.of("notice/publicnotice", page(find(id), Entered.NOTHING));
    }

    @PostMapping("/public/notices/{id}")
    ModelAndView object(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String contact,
            @RequestParam(defaultValue = "") String content) {
        var notice = find(id);
        return switch (objections.object(id, name, contact, content)) {
            case Decision.Done<String>(var code) -> Page.redirect("/public/objections/" + code);
            case Decision.Refused<String>(var refusal) ->
                Page.again(
                        "notice/publicnotice",
                        page(
                                notice,
                                Entered.of(Map.of("name", name, "contact", contact, "content", content), refusal)));
        };
    }

    /// The question for a code; with one, on to its answer.
    @GetMapping("/public/objections")
    ModelAndView ask(@RequestParam(defaultValue = "") String code) {
        var clean = code.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
        if (!clean.isEmpty()) return Page.redirect("/public/objections/" + clean);
        return Page.of("notice/publicobjection", new ObjectionPage("", null, null, null));
    }

    @GetMapping("/public/objections/{code}")
    ModelAndView objection(@PathVariable String code) {
        var objection = objections.find(code).orElse(null);
        var notice =
                objection == null ? null : notices.find(objection.noticeId()).orElse(null);
        var page = new ObjectionPage(code, objection, notice, notice == null ? null : phone(notice));
        return objection == null ? Page.again("notice/publicobjection", page) : Page.of("notice/publicobjection", page);
    }

    private NoticePage page(Notice notice, Entered entered) {
        return new NoticePage(
                notice,
                divisions.path(notice.region()),
                left(notice),
                notice.workingDays() != null
                        && notice.endsOn() != null
                        && !workdays.isPublished(notice.endsOn().getYear()),
                null,
                phone(notice),
                objections.answeredPublicly(notice.id()),
                false,
                null,
                entered);
    }

    private @Nullable String phone(Notice notice) {
        return offices.find(notice.officeId()).map(Office::phone).orElse(null);
    }

    private @Nullable Due left(Notice notice) {
        return notice.takesObjections() && notice.endsOn() != null
                ? workdays.due(LocalDate.ofInstant(clock.instant(), Ui.ZONE), notice.endsOn())
                : null;
    }

    private Notice find(long id) {
        return notices.find(id).orElseThrow(NotFound::new);
    }
}
