package org.nongyou.production.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.Base;
import org.nongyou.base.Bases;
import org.nongyou.file.Files;
import org.nongyou.file.StoredFile;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.production.EnvironmentLimit;
import org.nongyou.production.Judged;
import org.nongyou.production.MeasuredBase;
import org.nongyou.production.MeasuredFilter;
import org.nongyou.production.MeasuredItem;
import org.nongyou.production.Measurements;
import org.nongyou.production.Medium;
import org.nongyou.production.Sample;
import org.nongyou.production.SampleForm;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/// Soil, water and air: which bases were measured, the series of one, one report.
@Controller
@Requires(Verb.READ)
class MeasurementController {

    private static final int HISTORY = 30;

    /// Reports side by side in the table; all of them make the lines.
    private static final int COLUMNS = 6;

    private final Measurements measurements;
    private final Bases bases;
    private final Files files;
    private final Journal journal;
    private final Divisions divisions;
    private final Clock clock;

    MeasurementController(
            Measurements measurements, Bases bases, Files files, Journal journal, Divisions divisions, Clock clock) {
        this.measurements = measurements;
        this.bases = bases;
        this.files = files;
        this.journal = journal;
        this.divisions = divisions;
        this.clock = clock;
    }

    // --- The list

    @GetMapping("/production/measurements")
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        var filter = MeasuredFilter.of(query);
        var scope = actor.scope();
        int page = Forms.page(query);
        var rows = measurements.bases(scope, filter, (page - 1) * Measurements.PAGE, Measurements.PAGE);
        var counts = measurements.counts(scope, filter);
        long total =
                counts.values().stream().mapToLong(Measurements.Counted::bases).sum();
        long ever =
                counts.values().stream().mapToLong(Measurements.Counted::ever).sum();
        var limits = measurements.limits();
        var items = measurements.items(filter.medium());
        var results = new HashMap<Long, MeasurementPages.Result>();
        measurements
                .newest(filter.medium(), rows)
                .forEach((base, sample) -> results.put(base, result(Measurements.judged(sample, items, limits))));
        var address = filter.address("/production/measurements");
        int months = (int) ChronoUnit.MONTHS.between(measurements.since(), today());
        return Page.of(
                "production/measurements",
                new MeasurementPages.ListPage(
                        say(filter, total, ever, months),
                        total == ever ? "info" : "warn",
                        filter,
                        rows,
                        results,
                        rows.stream()
                                .map(MeasuredBase::region)
                                .distinct()
                                .collect(Collectors.toMap(RegionCode::value, divisions::path)),
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                counts.entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey,
                                                one -> one.getValue().bases())),
                                code -> address.with("region", code).toString()),
                        (int) Math.min(total, Integer.MAX_VALUE),
                        page,
                        address,
                        months,
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    private static String say(MeasuredFilter filter, long total, long ever, int months) {
        var medium = filter.medium().title();
        if (total == 0) return filter.narrowed() ? "没有符合条件的基地。" : "还没有基地。";
        return switch (filter.standing()) {
            case ALL -> total + " 个基地，" + ever + " 个测过" + medium + "，" + (total - ever) + " 个没有测过。";
            case NEVER -> total + " 个基地没有测过" + medium + "。";
            case OLD -> total + " 个基地的" + medium + "超过 " + months + " 个月没有再测。";
            case FRESH -> total + " 个基地 " + months + " 个月里测过" + medium + "。";
        };
    }

    static MeasurementPages.Result result(List<Judged> judged) {
        var over = judged.stream()
                .filter(one -> one.verdict() == Judged.Verdict.OVER)
                .map(one -> one.item().title())
                .toList();
        if (!over.isEmpty()) return new MeasurementPages.Result("bad", Ui.join(over) + "超过限值");
        long within = judged.stream()
                .filter(one -> one.verdict() == Judged.Verdict.WITHIN)
                .count();
        long without = judged.size() - within;
        if (within == 0) return new MeasurementPages.Result("idle", judged.size() + " 项，都没有限值可对");
        return new MeasurementPages.Result("ok", within + " 项在限值内" + (without == 0 ? "" : "，" + without + " 项没有限值可对"));
    }

    // --- The series of a base

    @GetMapping("/production/bases/{id:\\d{1,18}}/measurements")
    ModelAndView series(Actor actor, @PathVariable long id, @RequestParam Map<String, String> query) {
        var base = bases.find(actor.scope(), id).orElseThrow(NotFound::new);
        var medium = Medium.ofCode(query.getOrDefault("medium", "")).orElse(Medium.SOIL);
        var all = measurements.ofBase(actor.scope(), id, medium);
        var places = all.stream().map(Sample::place).distinct().sorted().toList();
        var asked = query.getOrDefault("place", "");
        var place = places.contains(asked)
                ? asked
                : all.isEmpty() ? "" : all.getFirst().place();
        var reports = all.stream().filter(one -> one.place().equals(place)).toList();
        var items = measurements.items(medium);
        var limits = measurements.limits();
        var shown = reports.subList(0, Math.min(COLUMNS, reports.size()));
        var judged = shown.stream()
                .map(one -> Measurements.judged(one, items, limits))
                .toList();
        var lines = lines(items, judged);
        boolean unconfirmed =
                lines.stream().map(MeasurementPages.Line::limit).anyMatch(limit -> limit != null && !limit.confirmed());
        var newest = judged.isEmpty() ? null : result(judged.getFirst());
        return Page.of(
                "production/measured",
                new MeasurementPages.SeriesPage(
                        base,
                        newest == null
                                ? "还没有" + medium.title() + "的监测数据。"
                                : Ui.date(shown.getFirst().on()) + " " + place + "：" + newest.text() + "。",
                        newest == null ? "info" : newest.tone().equals("idle") ? "info" : newest.tone(),
                        medium,
                        places,
                        place,
                        shown,
                        lines,
                        charts(reports, lines),
                        unconfirmed,
                        actor.may(Verb.RECORD) && base.active(),
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    private static List<MeasurementPages.Line> lines(List<MeasuredItem> items, List<List<Judged>> reports) {
        var lines = new ArrayList<MeasurementPages.Line>();
        for (var item : items) {
            var cells = new ArrayList<@Nullable Judged>();
            for (var report : reports)
                cells.add(report.stream()
                        .filter(one -> one.item().equals(item))
                        .findFirst()
                        .orElse(null));
            var newest = cells.stream().filter(Objects::nonNull).findFirst().orElse(null);
            if (newest == null) continue;
            @Nullable EnvironmentLimit limit = newest.limit();
            lines.add(new MeasurementPages.Line(
                    item, limit, limit == null ? newest.verdict().title() : "", cells));
        }
        return lines;
    }

    /// Of what was measured at least twice.
    private static List<SeriesChart> charts(List<Sample> reports, List<MeasurementPages.Line> lines) {
        var charts = new ArrayList<SeriesChart>();
        for (var line : lines) {
            var series = new ArrayList<SeriesChart.Measured>();
            for (var report : reports) {
                var value = report.of(line.item().code());
                if (value != null) series.add(new SeriesChart.Measured(report.on(), value.value(), value.text()));
            }
            if (series.size() < 2) continue;
            var limit = line.limit();
            charts.add(SeriesChart.of(named(line.item()), series, limit == null ? null : limit.highest()));
        }
        return charts;
    }

    private static String named(MeasuredItem item) {
        return item.title() + (item.unit().isEmpty() ? "" : "（" + item.unit() + "）");
    }

    // --- The form

    @GetMapping("/production/bases/{id:\\d{1,18}}/measurements/new")
    @Requires(Verb.RECORD)
    ModelAndView fresh(Actor actor, @PathVariable long id, @RequestParam Map<String, String> query) {
        var base = bases.find(actor.scope(), id).orElseThrow(NotFound::new);
        var medium = Medium.ofCode(query.getOrDefault("medium", "")).orElse(Medium.SOIL);
        var typed = Map.of("sampledOn", today().toString());
        return Page.of(
                "production/sample-form", form(base, medium, null, new Entered(typed, List.of()), UUID.randomUUID()));
    }

    private MeasurementPages.FormPage form(
            Base base, Medium medium, @Nullable Sample corrected, Entered entered, UUID key) {
        return new MeasurementPages.FormPage(
                base, medium, measurements.items(medium), corrected, entered, key.toString());
    }

    @PostMapping("/production/bases/{id:\\d{1,18}}/measurements/new")
    @Requires(Verb.RECORD)
    ModelAndView record(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var base = bases.find(actor.scope(), id).orElseThrow(NotFound::new);
        var medium = Medium.ofCode(typed.getOrDefault("medium", "")).orElse(Medium.SOIL);
        return keep(actor, base, medium, null, typed, uploads);
    }

    @GetMapping("/production/measurements/{id:\\d{1,18}}/correct")
    @Requires(Verb.RECORD)
    ModelAndView correction(Actor actor, @PathVariable long id) {
        var old = measurements.find(actor.scope(), id).orElseThrow(NotFound::new);
        if (!old.current()) return Page.redirect("/production/measurements/" + id);
        var base = bases.find(actor.scope(), old.baseId()).orElseThrow(NotFound::new);
        var typed = new HashMap<String, String>();
        typed.put("sampledOn", old.on().toString());
        typed.put("plot", old.plotId() == null ? "" : String.valueOf(old.plotId()));
        typed.put("land", old.land().code());
        typed.put("lab", old.lab());
        typed.put("report", old.report());
        typed.put("note", old.note());
        for (var value : old.values())
            typed.put(value.item(), (value.below() ? "<" : "") + value.value().toPlainString());
        return Page.of(
                "production/sample-form",
                form(base, old.medium(), old, new Entered(typed, List.of()), UUID.randomUUID()));
    }

    @PostMapping("/production/measurements/{id:\\d{1,18}}/correct")
    @Requires(Verb.RECORD)
    ModelAndView correct(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> uploads)
            throws IOException {
        var old = measurements.find(actor.scope(), id).orElseThrow(NotFound::new);
        var base = bases.find(actor.scope(), old.baseId()).orElseThrow(NotFound::new);
        return keep(actor, base, old.medium(), old, typed, uploads);
    }

    private ModelAndView keep(
            Actor actor,
            Base base,
            Medium medium,
            @Nullable Sample old,
            Map<String, String> typed,
            @Nullable List<MultipartFile> uploads)
            throws IOException {
        var faults = new ArrayList<Refusal>();
        var ids = Forms.store(
                files,
                actor,
                Forms.place(actor, base.region()),
                base.producerId(),
                uploads == null ? List.of() : uploads,
                "file",
                faults);
        var key = Forms.key(typed, "formKey");
        var values = measurements.items(medium).stream()
                .collect(Collectors.toMap(MeasuredItem::code, one -> typed.getOrDefault(one.code(), "")));
        var form = new SampleForm(
                key,
                medium.code(),
                typed.getOrDefault("plot", ""),
                typed.getOrDefault("land", ""),
                typed.getOrDefault("sampledOn", ""),
                typed.getOrDefault("lab", ""),
                typed.getOrDefault("report", ""),
                typed.getOrDefault("note", ""),
                typed.getOrDefault("reason", ""),
                ids.isEmpty() ? null : ids.getFirst(),
                values);
        var decision = !faults.isEmpty()
                ? Decision.<Sample>refused(Refusal.joined(faults))
                : old == null
                        ? measurements.record(actor, base.id(), form)
                        : measurements.correct(actor, old.id(), form);
        return switch (decision) {
            case Decision.Done<Sample>(var one) -> Page.redirect("/production/measurements/" + one.id());
            case Decision.Refused<Sample>(var refusal) ->
                Page.again("production/sample-form", form(base, medium, old, Entered.of(typed, refusal), key));
        };
    }

    // --- One report

    @GetMapping("/production/measurements/{id:\\d{1,18}}")
    ModelAndView one(Actor actor, @PathVariable long id) {
        return Page.of("production/sample", page(actor, id, Entered.NOTHING));
    }

    @PostMapping("/production/measurements/{id:\\d{1,18}}/withdraw")
    @Requires(Verb.RECORD)
    ModelAndView withdraw(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        if (measurements.find(actor.scope(), id).isEmpty()) throw new NotFound();
        return switch (measurements.withdraw(actor, id, typed.getOrDefault("reason", ""))) {
            case Decision.Done<Sample> _ -> Page.redirect("/production/measurements/" + id);
            case Decision.Refused<Sample>(var refusal) ->
                Page.again("production/sample", page(actor, id, Entered.of(typed, refusal)));
        };
    }

    private MeasurementPages.OnePage page(Actor actor, long id, Entered entered) {
        var one = measurements.find(actor.scope(), id).orElseThrow(NotFound::new);
        var judged = Measurements.judged(one, measurements.items(one.medium()), measurements.limits());
        var result = result(judged);
        var file = one.fileId();
        return new MeasurementPages.OnePage(
                one,
                one.correctedBy() != null
                        ? "这一份更正过，不算数。"
                        : one.withdrawnBecause() != null ? "这一份撤回了，不算数。" : result.text() + "。",
                !one.current() || result.tone().equals("idle") ? "info" : result.tone(),
                judged,
                file == null
                        ? null
                        : files.ofMatter(List.of(file)).values().stream()
                                .map(StoredFile::name)
                                .findFirst()
                                .orElse(null),
                file != null && files.find(actor.scope(), file).isPresent(),
                journal.of(actor.scope(), Measurements.SUBJECT, String.valueOf(id), HISTORY),
                actor.may(Verb.RECORD),
                entered);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Ui.ZONE);
    }
}
