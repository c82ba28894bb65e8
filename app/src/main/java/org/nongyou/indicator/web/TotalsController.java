package org.nongyou.indicator.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.indicator.FigureReport;
import org.nongyou.indicator.Measured;
import org.nongyou.indicator.Progress;
import org.nongyou.indicator.ReportedFigures;
import org.nongyou.indicator.ReportingPeriod;
import org.nongyou.indicator.Total;
import org.nongyou.indicator.Totals;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Frequency;
import org.nongyou.scheme.Indicator;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Target;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Sums of what offices entered, from the province down, each opening to the entries behind it.
@Controller
@Requires(Verb.READ)
class TotalsController {

    private static final String PATH = "/figures/totals";
    private static final int ENTRIES = 100;

    private final Totals totals;
    private final Progress progress;
    private final ReportedFigures figures;
    private final Places places;
    private final Divisions divisions;
    private final Clock clock;

    TotalsController(
            Totals totals,
            Progress progress,
            ReportedFigures figures,
            Places places,
            Divisions divisions,
            Clock clock) {
        this.totals = totals;
        this.progress = progress;
        this.figures = figures;
        this.places = places;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView show(Actor actor, @RequestParam Map<String, String> query) {
        var asked = TotalsQuery.of(actor, places, totals, query, LocalDate.now(clock));
        var indicator = asked.indicator();
        return Page.of("indicator/totals", indicator == null ? all(actor, asked) : one(actor, asked, indicator));
    }

    /// Every indicator of the region.
    private TotalsPage all(Actor actor, TotalsQuery query) {
        var found = totals.byIndicator(query.scope(), query.asked());
        boolean compares = found.stream().anyMatch(one -> one.own() != null && comparable(query.scheme(), one));
        var computed =
                compares ? progress.computed(query.scope(), query.scheme(), on(query)) : Map.<String, Measured>of();
        var rows = found.stream()
                .filter(one -> one.known() || !comparable(query.scheme(), one))
                .map(one -> row(
                        query,
                        one,
                        one.indicator().title() + unit(one.indicator()),
                        query.href(PATH, null, one.indicator().id(), null),
                        spansTitle(one).equals(query.period().title()) ? "" : spansTitle(one),
                        computed.get(one.indicator().id()),
                        clauses(query.scheme(), one.indicator())))
                .toList();
        long complete = found.stream()
                .filter(one -> one.sum().filter(sum -> sum.expected() > 0).isPresent())
                .filter(one -> one.sum().orElseThrow().complete())
                .count();
        long due = found.stream()
                .filter(one -> one.sum().filter(sum -> sum.expected() > 0).isPresent())
                .count();
        long apart = rows.stream().filter(row -> row.tone().equals("warn")).count();
        var own = own(query, found);
        var place = divisions.name(query.region());
        var below = due == 0
                ? own.must() == 0 ? "没有要报的数。" : ""
                : due + " 项由下级报，" + (complete == 0 ? "没有一项报齐" : complete + " 项报齐了")
                        + (apart == 0 ? "，没有对不上的。" : "，" + apart + " 项对不上。");
        return page(
                actor,
                query,
                "",
                apart > 0 || own.late() > 0 ? "warn" : complete == due && own.missing() == 0 ? "ok" : "info",
                place + query.period().title() + "：" + own.say() + below,
                "点指标看各级、各地、各期，再点合计看每一个填报数。",
                List.of(),
                rows,
                List.of(),
                compares,
                null);
    }

    /// What the region's own office has to enter in the asked span.
    private record Own(long must, long missing, long late) {
        String say() {
            if (must == 0) return "";
            return "本级要报 " + must + " 个数，"
                    + (missing == 0 ? "都报了。" : "还差 " + missing + " 个" + (late > 0 ? "，其中 " + late + " 个已过填报期。" : "。"));
        }
    }

    private Own own(TotalsQuery query, List<Total> found) {
        var asked = query.asked();
        if (asked.asOf() != null) {
            // Of an earlier day only the sums are known, by indicator.
            var must = found.stream()
                    .filter(one -> one.share() == null && totals.enters(query.scheme(), one))
                    .toList();
            return new Own(
                    must.size(), must.stream().filter(one -> one.own() == null).count(), 0);
        }
        var period = query.period();
        var must = figures.lines(query.scope(), query.scheme(), period.year()).stream()
                .filter(ReportedFigures.Line::must)
                .filter(line -> within(line.cell().period(), period))
                .toList();
        return new Own(
                must.size(),
                must.stream().filter(line -> line.current() == null).count(),
                must.stream().filter(ReportedFigures.Line::late).count());
    }

    /// Whether a span lies in the asked one, or around it as that of a coarser figure.
    private static boolean within(ReportingPeriod one, ReportingPeriod asked) {
        return !one.from().isAfter(asked.to()) && !one.to().isBefore(asked.from());
    }

    /// One indicator by level, by division and by span.
    private TotalsPage one(Actor actor, TotalsQuery query, Indicator indicator) {
        var byDivision = totals.byDivision(query.scope(), query.asked(), indicator);
        var own = byDivision.getFirst();
        boolean compares = byDivision.stream().anyMatch(one -> one.own() != null && comparable(query.scheme(), one));
        var computed = new HashMap<RegionCode, Measured>();
        if (compares) {
            progress.byDivision(query.scope(), query.scheme(), indicator, on(query))
                    .forEach(part -> computed.put(part.region(), part.measured()));
        }
        var rows = byDivision.stream()
                .skip(1)
                .map(one -> row(
                        query,
                        one,
                        one.name(),
                        divisions
                                        .find(one.region())
                                        .filter(division -> division.validTo() == null)
                                        .isPresent()
                                ? query.href(PATH, one.region().value(), indicator.id(), null)
                                : null,
                        one.formerly() == null ? "" : "当时是" + one.formerly(),
                        computed.get(one.region()),
                        List.of()))
                .toList();
        var spans = totals.byPeriod(query.scope(), query.asked(), indicator).stream()
                .map(one -> row(
                        query,
                        one,
                        one.spans().getFirst().title(),
                        null,
                        one.formerly() == null ? "" : "当时是" + one.formerly(),
                        null,
                        List.of()))
                .toList();
        var cell = new ReportedFigures.Cell(
                indicator.id(), query.region(), own.spans().getLast());
        return page(
                actor,
                query,
                indicator.id(),
                own.below().stream().anyMatch(one -> apart(own, one)) ? "warn" : "info",
                say(own, query),
                more(own),
                levels(query, own),
                rows,
                spans,
                compares,
                figures.mayEnter(actor, query.scheme(), cell)
                        ? "/figures/" + Ui.query(query.scheme().id()) + "/" + Ui.query(indicator.id()) + "/"
                                + query.region() + "/" + cell.period().code()
                        : null);
    }

    private TotalsPage page(
            Actor actor,
            TotalsQuery query,
            String chosen,
            String tone,
            String say,
            String more,
            List<TotalsPage.OfLevel> levels,
            List<TotalsPage.Row> rows,
            List<TotalsPage.Row> spans,
            boolean computes,
            @Nullable String enter) {
        var scheme = query.scheme();
        var indicator = query.indicator();
        var asOf = query.asked().asOf();
        return new TotalsPage(
                places.schemes(actor).stream()
                        .map(one -> new TargetsPage.Choice(one.id(), one.title()))
                        .toList(),
                scheme.id(),
                scheme.version(),
                scheme.title(),
                query.region().value(),
                divisions.name(query.region()),
                places.way(
                        actor,
                        query.region(),
                        query.href(PATH, "{}", chosen.isEmpty() ? null : chosen, null),
                        Map.of()),
                totals.indicators(scheme).stream()
                        .map(one -> new TargetsPage.Choice(one.id(), one.title()))
                        .toList(),
                chosen,
                indicator == null ? "" : indicator.title(),
                indicator == null ? "" : indicator.unit(),
                indicator == null ? List.of() : clauses(scheme, indicator),
                periods(scheme),
                query.period().code(),
                query.period().title(),
                asOf == null ? "" : asOf.toString(),
                asOf == null ? "" : Ui.date(asOf),
                tone,
                say,
                more,
                levels,
                rows,
                spans,
                computes,
                actor.may(Verb.EXCHANGE)
                        ? query.href("/export/figure-totals", null, chosen.isEmpty() ? null : chosen, null)
                        : null,
                enter);
    }

    /// The years of the scheme until today; their quarters and months where an indicator is that fine.
    private List<TargetsPage.Choice> periods(Scheme scheme) {
        var today = LocalDate.now(clock);
        var kinds = totals.indicators(scheme).stream()
                .map(one -> totals.frequency(scheme, one))
                .toList();
        var finest = kinds.contains(Frequency.MONTH) || kinds.contains(Frequency.WEEK)
                ? List.of(Frequency.QUARTER, Frequency.MONTH)
                : kinds.contains(Frequency.QUARTER) ? List.of(Frequency.QUARTER) : List.<Frequency>of();
        var periods = new ArrayList<TargetsPage.Choice>();
        for (int year = today.getYear(); year >= scheme.period().from().getYear(); year--) {
            var whole = ReportingPeriod.ofYear(year);
            periods.add(new TargetsPage.Choice(whole.code(), whole.title()));
            for (var frequency : finest) {
                for (var at = ReportingPeriod.at(whole.from(), frequency);
                        at.year() == year && !at.from().isAfter(today);
                        at = at.next()) periods.add(new TargetsPage.Choice(at.code(), at.title()));
            }
        }
        return periods;
    }

    private LocalDate on(TotalsQuery query) {
        var today = LocalDate.now(clock);
        return query.period().to().isBefore(today) ? query.period().to() : today;
    }

    private static boolean comparable(Scheme scheme, Total total) {
        return total.share() == null
                && total.below().stream().allMatch(one -> one.expected() == 0)
                && !(total.indicator().how() instanceof Indicator.How.Reported)
                && scheme.indicator(total.indicator().id()).isPresent();
    }

    private TotalsPage.Row row(
            TotalsQuery query,
            Total total,
            String title,
            @Nullable String href,
            String sub,
            @Nullable Measured computed,
            List<String> clauses) {
        var share = total.share();
        var sum = share == null ? total.sum() : share.of().sum();
        var system = computed == null ? null : computed.amount();
        var own = total.own();
        return new TotalsPage.Row(
                title,
                href,
                sub,
                share != null
                        ? total.amount() == null ? "还算不出" : Ui.number(total.amount())
                        : own == null ? "未报" : Ui.number(own),
                share != null
                        ? share.numerator() == null || share.denominator() == null
                                ? ""
                                : Ui.number(share.numerator()) + " ÷ " + Ui.number(share.denominator())
                        : sum.map(one -> one.total() == null ? "" : Ui.number(one.total()))
                                .orElse(""),
                share != null
                        ? share.expected() == 0 ? "" : share.entered() + " / " + share.expected()
                        : sum.map(TotalsController::entered).orElse(""),
                sum.filter(one -> one.entered() > 0)
                        .map(one -> query.href(
                                PATH + "/entries",
                                total.region().value(),
                                (share == null ? total : share.of()).indicator().id(),
                                one.level()))
                        .orElse(null),
                tone(total),
                state(total),
                system == null ? "" : Ui.number(system),
                computed == null ? null : computed.link(),
                system == null || own == null ? "" : words(own.subtract(system), "和系统相符", "报的多 ", "报的少 "),
                clauses);
    }

    private static String entered(Total.OfLevel one) {
        return one.expected() == 0 ? one.entered() + " 个" : one.entered() + " / " + one.expected();
    }

    private static boolean apart(Total total, Total.OfLevel level) {
        var difference = total.difference(level);
        return level.complete() && difference != null && difference.signum() != 0;
    }

    private static String tone(Total total) {
        var share = total.share();
        if (share != null) return share.entered() < share.expected() ? "idle" : total.amount() == null ? "idle" : "ok";
        if (total.below().stream().anyMatch(one -> apart(total, one))) return "warn";
        if (total.sum().filter(one -> !one.complete()).isPresent()) return "idle";
        return total.known() ? "ok" : "idle";
    }

    private static String state(Total total) {
        var share = total.share();
        if (share != null) {
            return share.entered() == 0 && share.expected() > 0
                    ? "没有报"
                    : share.entered() < share.expected()
                            ? "只算两项都报的 " + share.entered() + " 个"
                            : total.amount() == null ? "没有数" : "两项都报齐了";
        }
        for (var one : total.below()) {
            var difference = total.difference(one);
            if (difference != null && one.complete())
                return words(
                        difference,
                        "和各" + one.level().shortTitle() + "合计相符",
                        "比各" + one.level().shortTitle() + "合计多 ",
                        "比各" + one.level().shortTitle() + "合计少 ");
        }
        var sum = total.sum();
        if (sum.isPresent() && !sum.get().complete())
            return "还有 " + (sum.get().expected() - sum.get().entered()) + " 个没有报";
        return total.own() != null ? "已报" : sum.isPresent() ? "报齐了" : "没有报";
    }

    private static String words(BigDecimal difference, String none, String more, String less) {
        return difference.signum() == 0 ? none : (difference.signum() > 0 ? more : less) + Ui.number(difference.abs());
    }

    private List<TotalsPage.OfLevel> levels(TotalsQuery query, Total total) {
        var share = total.share();
        var levels = new ArrayList<TotalsPage.OfLevel>();
        if (share != null) {
            for (var part : List.of(share.of(), share.to())) {
                var title =
                        (part == share.of() ? "分子：" : "分母：") + part.indicator().title();
                part.sum()
                        .ifPresentOrElse(
                                one -> levels.add(level(
                                        query, part, title + "，各" + one.level().shortTitle(), one)),
                                () -> levels.add(own(query, part, title)));
            }
            return levels;
        }
        levels.add(own(query, total, total.name() + "自己报的"));
        for (var one : total.below())
            levels.add(level(query, total, "各" + one.level().shortTitle() + "合计", one));
        return levels;
    }

    private TotalsPage.OfLevel own(TotalsQuery query, Total total, String who) {
        var own = total.own();
        var span = total.spans().getLast();
        return new TotalsPage.OfLevel(
                who,
                own == null ? "未报" : Ui.number(own),
                "",
                own == null
                        ? null
                        : "/figures/" + Ui.query(query.scheme().id()) + "/"
                                + Ui.query(total.indicator().id()) + "/" + total.region() + "/" + span.code(),
                "idle",
                "");
    }

    private static TotalsPage.OfLevel level(TotalsQuery query, Total total, String who, Total.OfLevel one) {
        var difference = total.difference(one);
        return new TotalsPage.OfLevel(
                who,
                one.total() == null ? one.entered() == 0 ? "没有" : "占比不能相加" : Ui.number(one.total()),
                entered(one),
                one.entered() == 0
                        ? null
                        : query.href(PATH + "/entries", null, total.indicator().id(), one.level()),
                difference == null ? "idle" : difference.signum() == 0 ? "ok" : one.complete() ? "warn" : "idle",
                difference == null
                        ? ""
                        : words(difference, "相符", "本级多 ", "本级少 ")
                                + (one.complete() ? "" : "，还有 " + (one.expected() - one.entered()) + " 个没有报"));
    }

    private String say(Total own, TotalsQuery query) {
        var unit = " " + own.indicator().unit();
        var head = own.name() + spansTitle(own) + "“" + own.indicator().title() + "”";
        var share = own.share();
        var amount = own.amount();
        if (share != null) return head + (amount == null ? "还算不出。" : "是 " + Ui.number(amount) + unit + "。");
        var sum = own.sum();
        if (amount == null) return head + "还没有数。";
        if (own.own() != null && sum.filter(one -> own.difference(one) != null).isPresent()) {
            var one = sum.get();
            var difference = own.difference(one);
            return head + "自己报 " + Ui.number(amount) + unit + "，各" + one.level().shortTitle() + "合计 "
                    + Ui.number(one.total()) + unit + "，"
                    + (difference == null || difference.signum() == 0
                            ? "相符。"
                            : "差 " + Ui.number(difference.abs()) + unit + "。");
        }
        return head
                + (own.own() != null ? "报的是 " : "各" + sum.orElseThrow().level().shortTitle() + "合计 ")
                + Ui.number(amount) + unit + "。";
    }

    private static String more(Total own) {
        var share = own.share();
        if (share != null) {
            return share.numerator() == null || share.denominator() == null
                    ? "分子、分母都报了才能算。"
                    : share.of().indicator().title() + " " + Ui.number(share.numerator()) + " ÷ "
                            + share.to().indicator().title() + " " + Ui.number(share.denominator())
                            + (share.expected() == 0
                                    ? "，都是本级报的。"
                                    : "，" + share.entered() + "/" + share.expected() + " 个单位两项都报了，只算这些。");
        }
        return own.sum()
                .filter(one -> one.expected() > 0)
                .map(one -> one.complete()
                        ? one.expected() + " 个都报了。"
                        : "要报的 " + one.expected() + " 个里报了 " + one.entered() + " 个。")
                .orElse("");
    }

    private static String spansTitle(Total total) {
        var first = total.spans().getFirst();
        var last = total.spans().getLast();
        return first.equals(last) ? first.title() : first.title() + "到" + last.title();
    }

    private static String unit(Indicator indicator) {
        return "（" + indicator.unit() + "）";
    }

    static List<String> clauses(Scheme scheme, Indicator indicator) {
        if (!indicator.clauses().isEmpty()) return indicator.clauses();
        return scheme.targetsOf(indicator.id()).stream()
                .map(Target::clauses)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// The entries behind a sum.
    @GetMapping(PATH + "/entries")
    ModelAndView entries(
            Actor actor,
            @RequestParam Map<String, String> query,
            @RequestParam(required = false) @Nullable String after) {
        var asked = TotalsQuery.of(actor, places, totals, query, LocalDate.now(clock));
        var indicator = asked.indicator();
        var level = asked.level();
        if (indicator == null || level == null) throw new NotFound();
        var found = totals.entries(asked.scope(), asked.asked(), indicator, level, mark(after), ENTRIES + 1);
        var shown = found.subList(0, Math.min(found.size(), ENTRIES));
        var whole = totals.byDivision(asked.scope(), asked.asked(), indicator).getFirst();
        var sum = whole.below().stream().filter(one -> one.level() == level).findFirst();
        var asOf = asked.asked().asOf();
        var here = asked.href(PATH + "/entries", null, indicator.id(), level);
        return Page.of(
                "indicator/entries",
                new EntriesPage(
                        asked.scheme().id(),
                        asked.scheme().version(),
                        indicator.title(),
                        indicator.unit(),
                        level == asked.region().level() ? "" : "各" + level.shortTitle(),
                        divisions.name(asked.region()),
                        spansTitle(whole),
                        asOf == null ? "" : Ui.date(asOf),
                        sum.map(Total.OfLevel::total).map(Ui::number).orElse(""),
                        sum.map(TotalsController::entered).orElse(""),
                        asked.href(PATH, null, indicator.id(), null),
                        shown.stream().map(one -> row(asked, one)).toList(),
                        found.size() > ENTRIES
                                ? here + "&after=" + shown.getLast().period() + "/"
                                        + shown.getLast().region()
                                : null,
                        actor.may(Verb.EXCHANGE)
                                ? asked.href("/export/figure-entries", null, indicator.id(), level)
                                : null));
    }

    private EntriesPage.Row row(TotalsQuery query, FigureReport one) {
        return new EntriesPage.Row(
                divisions.name(one.region()),
                ReportingPeriod.parse(one.period()).map(ReportingPeriod::title).orElse(one.period()),
                Ui.number(one.value()),
                one.officeName() + " " + one.accountName(),
                Ui.time(one.reportedAt()),
                one.note(),
                "/figures/" + Ui.query(query.scheme().id()) + "/" + Ui.query(one.indicator()) + "/" + one.region() + "/"
                        + one.period(),
                one.fileId() == null ? null : "/files/" + one.fileId(),
                one.replaces() != null,
                one.demo());
    }

    private static Totals.@Nullable Mark mark(@Nullable String after) {
        if (after == null) return null;
        var parts = after.split("/", 2);
        if (parts.length != 2) return null;
        return RegionCode.parse(parts[1])
                .map(code -> new Totals.Mark(parts[0], code))
                .orElse(null);
    }
}
