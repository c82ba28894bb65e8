package org.nongyou.journal.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Offices;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Acts;
import org.nongyou.journal.Change;
import org.nongyou.journal.Journal;
import org.nongyou.journal.Journal.Cursor;
import org.nongyou.journal.JournalFilter;
import org.nongyou.journal.JournalRow;
import org.nongyou.kernel.Refusal;
import org.nongyou.kernel.TypedDay;
import org.nongyou.print.Spreadsheet;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The journal for auditors and administrators.
@Controller
@Requires(Verb.AUDIT)
class JournalController {

    private static final int PAGE = 100;
    /// Counting further would cost more than the list itself, and nobody reads the difference.
    private static final int COUNTED = 1_000;
    private static final int EXPORT_MOST = 50_000;
    private static final List<String> FILTERS =
            List.of("region", "from", "to", "act", "person", "office", "kind", "id", "refused");

    private final Journal journal;
    private final Accounts accounts;
    private final Offices offices;
    private final Divisions divisions;

    JournalController(Journal journal, Accounts accounts, Offices offices, Divisions divisions) {
        this.journal = journal;
        this.accounts = accounts;
        this.offices = offices;
        this.divisions = divisions;
    }

    @GetMapping("/journal")
    ModelAndView journal(
            Actor actor,
            @RequestParam Map<String, String> sent,
            @RequestParam(required = false) @Nullable String before) {
        var faults = new ArrayList<Refusal>();
        var values = values(sent);
        var filter = filter(values, faults);
        var scope = scope(actor, values);
        var entered = new Entered(values, faults);
        if (!faults.isEmpty()) return Page.again("journal/journal", page(scope, entered, List.of(), 0, null, true));
        var found = journal.list(scope, filter, cursor(before), PAGE + 1);
        var whole = before == null && found.size() <= PAGE;
        // Of everything there is always more than anybody counts.
        var count = whole || filter.equals(JournalFilter.ALL)
                ? Math.max(found.size(), whole ? 0 : COUNTED)
                : journal.count(scope, filter, COUNTED);
        var rows = found.stream().limit(PAGE).toList();
        var older = found.size() > PAGE ? "/journal?" + query(values) + "&before=" + cursor(rows.getLast()) : null;
        return Page.of("journal/journal", page(scope, entered, rows, count, older, before == null));
    }

    @GetMapping("/journal/export")
    void export(Actor actor, @RequestParam Map<String, String> sent, HttpServletResponse response) throws IOException {
        var values = values(sent);
        var filter = filter(values, new ArrayList<>());
        var scope = scope(actor, values);
        response.setContentType(Spreadsheet.MEDIA_TYPE);
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment()
                        .filename("操作日志.xlsx", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        Spreadsheet.write(
                response.getOutputStream(),
                "操作日志",
                List.of("编号", "时间", "人", "单位", "做了什么", "说明", "事项类型", "事项", "事项编号", "地区", "原因", "改动", "被拒绝"),
                all(scope, filter)
                        .map(entry -> Arrays.asList(
                                entry.id(),
                                Ui.time(entry.happenedAt()),
                                entry.actorName(),
                                entry.officeName(),
                                Acts.title(entry.act()),
                                entry.summary(),
                                Acts.kind(entry.subjectKind()),
                                entry.subjectTitle(),
                                entry.subjectId(),
                                divisions.path(entry.region()),
                                entry.reason(),
                                changes(entry),
                                entry.refused() ? "是" : "否")));
    }

    /// A thousand at a time, so that a long export holds neither memory nor a transaction.
    private Stream<JournalRow> all(Scope scope, JournalFilter filter) {
        return Stream.iterate(
                        journal.list(scope, filter, null, 1000),
                        found -> !found.isEmpty(),
                        found -> found.size() < 1000
                                ? List.of()
                                : journal.list(
                                        scope,
                                        filter,
                                        new Cursor(
                                                found.getLast().happenedAt(),
                                                found.getLast().id()),
                                        1000))
                .flatMap(List::stream)
                .limit(EXPORT_MOST);
    }

    private static String changes(JournalRow entry) {
        return Change.between(entry.before(), entry.after()).stream()
                .map(change -> change.field() + "：" + (change.before() == null ? "" : change.before() + " → ")
                        + (change.after() == null ? "未填" : change.after()))
                .collect(Collectors.joining("；"));
    }

    private JournalPage page(
            Scope scope, Entered entered, List<JournalRow> rows, int count, @Nullable String older, boolean newest) {
        var area = scope.region();
        return new JournalPage(
                area == null ? "" : divisions.name(area),
                entered,
                Acts.byGroup(),
                Acts.kinds(),
                rows.stream()
                        .map(entry -> new JournalPage.Row(
                                entry,
                                Acts.title(entry.act()),
                                Acts.kind(entry.subjectKind()),
                                divisions.path(entry.region()),
                                Change.between(entry.before(), entry.after()),
                                Acts.page(entry.subjectKind(), entry.subjectId())))
                        .toList(),
                count,
                COUNTED,
                older,
                newest,
                "/journal/export?" + query(entered.values()),
                EXPORT_MOST);
    }

    private static Map<String, String> values(Map<String, String> sent) {
        var values = new LinkedHashMap<String, String>();
        for (var name : FILTERS) values.put(name, sent.getOrDefault(name, "").strip());
        return values;
    }

    private static Scope scope(Actor actor, Map<String, String> values) {
        return actor.scope()
                .narrowedTo(RegionCode.parse(values.getOrDefault("region", "")).orElse(null));
    }

    private JournalFilter filter(Map<String, String> values, List<Refusal> faults) {
        var person = given(values, "person");
        var office = given(values, "office");
        return new JournalFilter(
                given(values, "act"),
                person == null ? null : accounts.named(person),
                office == null ? null : offices.named(office),
                given(values, "kind"),
                given(values, "id"),
                day(values, "from", 0, faults),
                day(values, "to", 1, faults),
                given(values, "refused") != null);
    }

    private static @Nullable Instant day(Map<String, String> values, String field, int plus, List<Refusal> faults) {
        var text = given(values, field);
        if (text == null) return null;
        try {
            return TypedDay.parse(text).plusDays(plus).atStartOfDay(Ui.ZONE).toInstant();
        } catch (DateTimeParseException e) {
            faults.add(Refusal.of("journal.date").at(field));
            return null;
        }
    }

    private static @Nullable String given(Map<String, String> values, String field) {
        var value = values.getOrDefault(field, "");
        return value.isEmpty() ? null : value;
    }

    private static String query(Map<String, String> values) {
        return FILTERS.stream()
                .filter(name -> !values.getOrDefault(name, "").isEmpty())
                .map(name -> name + "=" + Ui.query(values.get(name)))
                .collect(Collectors.joining("&"));
    }

    private static String cursor(JournalRow row) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, row.happenedAt()) + "-" + row.id();
    }

    /// What was not written by [#cursor(JournalRow)] means the first page.
    private static @Nullable Cursor cursor(@Nullable String text) {
        if (text == null || !text.matches("\\d{1,17}-\\d{1,18}")) return null;
        var dash = text.indexOf('-');
        return new Cursor(
                Instant.EPOCH.plus(Long.parseLong(text.substring(0, dash)), ChronoUnit.MICROS),
                Long.parseLong(text.substring(dash + 1)));
    }
}
