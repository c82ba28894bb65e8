package org.nongyou.evaluation.web;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.NewRound;
import org.nongyou.evaluation.Nominees;
import org.nongyou.evaluation.Ranking;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.Rounds;
import org.nongyou.evaluation.SheetLists;
import org.nongyou.evaluation.Way;
import org.nongyou.identity.Accounts;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.notice.Notices;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.SchemeItem;
import org.nongyou.scheme.SchemeRef;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Stage;
import org.nongyou.web.Address;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Evaluations: the list, a new one, and one with its ranking.
@Controller
@Requires(Verb.READ)
class RoundsController {

    private static final int ROUNDS = 50;
    private static final int WAITING = 10;
    private static final int HISTORY = 30;

    private final Rounds rounds;
    private final Ranking ranking;
    private final SheetLists lists;
    private final Nominees nominees;
    private final Schemes schemes;
    private final Accounts accounts;
    private final Notices notices;
    private final Divisions divisions;
    private final Journal journal;

    RoundsController(
            Rounds rounds,
            Ranking ranking,
            SheetLists lists,
            Nominees nominees,
            Schemes schemes,
            Accounts accounts,
            Notices notices,
            Divisions divisions,
            Journal journal) {
        this.rounds = rounds;
        this.ranking = ranking;
        this.lists = lists;
        this.nominees = nominees;
        this.schemes = schemes;
        this.accounts = accounts;
        this.notices = notices;
        this.divisions = divisions;
        this.journal = journal;
    }

    // --- The list

    @GetMapping("/evaluations")
    ModelAndView list(Actor actor, @RequestParam(required = false) @Nullable Long before) {
        var found = rounds.list(actor.scope(), before, ROUNDS + 1);
        boolean more = found.size() > ROUNDS;
        var shown = more ? found.subList(0, ROUNDS) : found;
        var standings = rounds.standings(actor.scope(), shown);
        var titles = new HashMap<Long, String>();
        for (var round : shown) titles.put(round.id(), round.title());
        int count = lists.waitingCount(actor);
        var waiting = lists.waiting(actor, WAITING).stream()
                .map(sheet -> new RoundsPage.Waiting(
                        sheet,
                        titles.computeIfAbsent(
                                sheet.roundId(),
                                id -> rounds.find(actor.scope(), id)
                                        .map(Round::title)
                                        .orElse("")),
                        divisions.path(sheet.region()),
                        "/evaluations/sheets/" + sheet.id()))
                .toList();
        boolean mayOpen = !rounds.mayOpen(actor).isEmpty();
        long running = shown.stream()
                .filter(one -> one.state() != Round.State.PUBLISHED)
                .count();
        return Page.of(
                "evaluation/rounds",
                new RoundsPage.Overview(
                        count > 0
                                ? "等本单位填、审或评的有 " + Ui.number(count) + " 份评分表，先办。"
                                : shown.isEmpty()
                                        ? mayOpen ? "还没有开过评价，从“开始评价”开一次。" : "还没有评价，上级开始评价以后列在这里。"
                                        : running > 0 ? "有 " + running + " 次评价在办，本单位现在没有要办的。" : "评价都已公布，本单位没有要办的。",
                        count > 0 ? "warn" : "info",
                        shown.stream()
                                .map(round ->
                                        row(round, standings.getOrDefault(round.id(), new Rounds.Standing(0, 0, 0))))
                                .toList(),
                        waiting,
                        more ? "/evaluations?before=" + shown.getLast().id() : null,
                        before == null,
                        mayOpen));
    }

    private RoundsPage.Row row(Round round, Rounds.Standing standing) {
        var way = rounds.way(round);
        return new RoundsPage.Row(
                round,
                standing,
                way.scheme().title(),
                clauses(way.sheet()),
                href(way.scheme(), way.sheet()),
                divisions.path(round.region()));
    }

    static String clauses(SchemeItem item) {
        return String.join("、", item.clauses());
    }

    static String href(Scheme scheme, SchemeItem item) {
        return item.clauses().isEmpty()
                ? "/schemes/" + scheme.id()
                : Ui.clauseHref(scheme.id(), scheme.version(), item.clauses().getFirst());
    }

    // --- A new one

    @GetMapping("/evaluations/new")
    @Requires(Verb.DECIDE)
    ModelAndView opening(Actor actor, @RequestParam(defaultValue = "") String way) {
        return Page.of("evaluation/new", opening(actor, UUID.randomUUID().toString(), way, Entered.NOTHING));
    }

    @PostMapping("/evaluations/new")
    @Requires(Verb.DECIDE)
    ModelAndView open(Actor actor, @RequestParam MultiValueMap<String, String> all) {
        var typed = new HashMap<>(all.toSingleValueMap());
        typed.put("experts", String.join(",", all.getOrDefault("experts", List.of())));
        var way = typed.getOrDefault("way", "").split("\\|", 3);
        if (way.length != 3 || !way[1].matches("\\d{1,6}")) throw new NotFound();
        var experts = all.getOrDefault("experts", List.of()).stream()
                .filter(id -> id.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .toList();
        var key = typed.getOrDefault("formKey", "");
        var formKey = key.isBlank() ? UUID.randomUUID().toString() : key;
        var decision = rounds.open(
                actor,
                new NewRound(
                        new SchemeRef(way[0], Integer.parseInt(way[1])),
                        way[2],
                        typed.getOrDefault("year", ""),
                        typed.getOrDefault("scorers", ""),
                        experts,
                        typed.getOrDefault("pass", ""),
                        typed.getOrDefault("dueOn", ""),
                        formKey));
        return switch (decision) {
            case Decision.Done<Round>(var round) -> Page.redirect("/evaluations/" + round.id());
            case Decision.Refused<Round>(var refusal) ->
                Page.again(
                        "evaluation/new",
                        opening(actor, formKey, typed.getOrDefault("way", ""), Entered.of(typed, refusal)));
        };
    }

    private RoundsPage.Opening opening(Actor actor, String formKey, String picked, Entered entered) {
        var ways = rounds.mayOpen(actor);
        var chosen = ways.stream()
                .filter(way -> value(way).equals(picked))
                .findFirst()
                .or(() -> ways.stream().findFirst());
        var experts = List.of(entered.value("experts").split(","));
        return new RoundsPage.Opening(
                formKey,
                ways.stream()
                        .map(way -> new RoundsPage.Option(
                                value(way),
                                way.procedure().title() + "（" + way.scheme().title() + "）",
                                chosen.filter(way::equals).isPresent()))
                        .toList(),
                chosen.map(this::chosen).orElse(null),
                accounts.experts(actor.scope()).stream()
                        .map(one -> {
                            var id = Long.toString(one.accountId());
                            return new RoundsPage.Option(
                                    id, one.name() + "（" + one.officeName() + "）", experts.contains(id));
                        })
                        .toList(),
                entered);
    }

    private RoundsPage.Chosen chosen(Way way) {
        var scheme = way.scheme();
        var to = scheme.period().to();
        int year = rounds.today().getYear();
        return new RoundsPage.Chosen(
                scheme.title(),
                clauses(way.procedure()),
                href(scheme, way.procedure()),
                way.sheet(),
                way.stages().stream().map(Stage::title).toList(),
                to != null && to.getYear() < year ? to.getYear() : year,
                schemes.figure(scheme.ref(), way.scoring().experts())
                        .map(BigDecimal::toPlainString)
                        .orElse(null),
                schemes.figure(scheme.ref(), way.scoring().pass())
                        .map(Ui::number)
                        .orElse(null));
    }

    private static String value(Way way) {
        return way.scheme().id() + "|" + way.scheme().version() + "|"
                + way.procedure().id();
    }

    // --- One

    @GetMapping("/evaluations/{id:\\d+}")
    ModelAndView show(Actor actor, @PathVariable long id, @RequestParam Map<String, String> query) {
        return Page.of("evaluation/round", page(actor, id, query, "", Entered.NOTHING));
    }

    @PostMapping("/evaluations/{id:\\d+}/confirm")
    @Requires(Verb.DECIDE)
    ModelAndView confirm(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return decided(
                actor,
                id,
                ranking.confirm(actor, id, revision(typed), typed.getOrDefault("days", "")),
                "confirm",
                typed);
    }

    @PostMapping("/evaluations/{id:\\d+}/publish")
    @Requires(Verb.DECIDE)
    ModelAndView publish(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return decided(actor, id, ranking.publish(actor, id, revision(typed)), "publish", typed);
    }

    @PostMapping("/evaluations/{id:\\d+}/reopen")
    @Requires(Verb.DECIDE)
    ModelAndView reopen(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return decided(
                actor,
                id,
                ranking.reopen(actor, id, revision(typed), typed.getOrDefault("reason", "")),
                "reopen",
                typed);
    }

    @PostMapping("/evaluations/{id:\\d+}/nominations")
    @Requires(Verb.DECIDE)
    ModelAndView nominate(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return switch (rounds.nominate(actor, id, typed.getOrDefault("subject", ""))) {
            case Decision.Done<EvaluationSheet>(var sheet) -> Page.redirect("/evaluations/sheets/" + sheet.id());
            case Decision.Refused<EvaluationSheet>(var refusal) -> again(actor, id, "nominate", typed, refusal);
        };
    }

    private ModelAndView decided(
            Actor actor, long id, Decision<Round> decision, String form, Map<String, String> typed) {
        return switch (decision) {
            case Decision.Done<Round> _ -> Page.redirect("/evaluations/" + id);
            case Decision.Refused<Round>(var refusal) -> again(actor, id, form, typed, refusal);
        };
    }

    private ModelAndView again(Actor actor, long id, String form, Map<String, String> typed, Refusal refusal) {
        return Page.again("evaluation/round", page(actor, id, Map.of(), form, Entered.of(typed, refusal)));
    }

    static int revision(Map<String, String> typed) {
        var text = typed.getOrDefault("revision", "");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    static SheetLists.Filter filter(Actor actor, Map<String, String> query) {
        return new SheetLists.Filter(
                RegionCode.parse(query.getOrDefault("region", "")).orElse(null),
                switch (query.getOrDefault("state", "")) {
                    case "open" -> EvaluationSheet.State.OPEN;
                    case "scored" -> EvaluationSheet.State.SCORED;
                    case "left" -> EvaluationSheet.State.LEFT;
                    default -> null;
                },
                query.getOrDefault("whose", "").equals("mine") ? actor.officeId() : null,
                shortened(query.getOrDefault("q", "")));
    }

    private static String shortened(String words) {
        var text = words.strip();
        return text.length() > 50 ? text.substring(0, 50) : text;
    }

    private RoundPage page(Actor actor, long id, Map<String, String> query, String form, Entered entered) {
        var round = rounds.find(actor.scope(), id).orElseThrow(NotFound::new);
        var way = rounds.way(round);
        var scheme = way.scheme();
        var filter = filter(actor, query);
        var at = query.getOrDefault("page", "").matches("\\d{1,3}") ? Integer.parseInt(query.get("page")) : 1;
        int page = Math.clamp(at, 1, 100);
        var rows = lists.list(actor.scope(), round, filter, (page - 1) * SheetLists.PAGE, SheetLists.PAGE);
        int found = lists.count(actor.scope(), round, filter);
        var standing = rounds.standings(actor.scope(), List.of(round)).getOrDefault(id, new Rounds.Standing(0, 0, 0));
        boolean runs = actor.officeId() != null && actor.officeId() == round.officeId();
        boolean decides = runs && actor.may(Verb.DECIDE) && actor.may(Verb.PUBLISH);
        boolean nominates = actor.may(Verb.DECIDE)
                && round.state() == Round.State.OPEN
                && way.stages().size() > 1
                && rounds.mayNominate(actor, way);
        var places = new HashMap<String, String>();
        for (var row : rows) places.computeIfAbsent(row.region().value(), code -> divisions.path(new RegionCode(code)));
        var address = Address.of("/evaluations/" + id)
                .with("q", filter.words())
                .with("state", filter.state() == null ? null : filter.state().code())
                .with("whose", filter.mine() == null ? null : "mine")
                .with("region", filter.region());
        var publication = way.publication();
        boolean ranked = round.state() != Round.State.OPEN || actor.scope().covers(round.region());
        return new RoundPage(
                round,
                way,
                scheme.title(),
                clauses(way.sheet()),
                href(scheme, way.sheet()),
                say(round, standing, decides),
                round.state() == Round.State.OPEN && decides && standing.complete()
                        ? "warn"
                        : round.state().tone(),
                standing,
                rows,
                places,
                filter,
                RegionChips.of(
                        divisions,
                        actor.scope(),
                        filter.region(),
                        lists.countsByCounty(actor.scope(), round, filter),
                        code -> address.with("region", code).toString()),
                address,
                page,
                found,
                ranked,
                way.lists() ? scheme.kind(way.kind()).orElseThrow().title() : "",
                Optional.ofNullable(round.noticeId()).flatMap(notices::find).orElse(null),
                nominates ? options(actor, way, entered) : List.of(),
                nominates,
                decides && round.state() == Round.State.OPEN && standing.complete(),
                decides && round.state() == Round.State.CONFIRMED,
                runs && actor.may(Verb.MANAGE_CATALOGUE) && round.state() == Round.State.PUBLISHED && way.lists(),
                publication
                        .map(Stage::notice)
                        .filter(days -> schemes.days(round.scheme(), days).isPresent())
                        .isEmpty(),
                round.state() == Round.State.PUBLISHED ? lists.corrections(round) : List.of(),
                journal.of(actor.scope(), "evaluation", Long.toString(id), HISTORY),
                form,
                entered);
    }

    private List<RoundsPage.Option> options(Actor actor, Way way, Entered entered) {
        return nominees.choices(actor, way.sheet().subject()).stream()
                .map(one ->
                        new RoundsPage.Option(one.id(), one.title(), one.id().equals(entered.value("subject"))))
                .toList();
    }

    private String say(Round round, Rounds.Standing standing, boolean decides) {
        int open = standing.sheets() - standing.scored() - standing.left();
        return switch (round.state()) {
            case OPEN ->
                standing.sheets() == 0
                        ? "还没有参评的，下级推荐以后列在这里。"
                        : open > 0
                                ? "共 " + Ui.number(standing.sheets()) + " 个，评完 " + Ui.number(standing.scored())
                                        + " 个，还有 "
                                        + Ui.number(open) + " 个没评完"
                                        + (standing.left() > 0 ? "，不参评 " + standing.left() + " 个" : "")
                                        + (round.dueOn() == null ? "。" : "，" + Ui.day(round.dueOn()) + "前办完。")
                                : decides
                                        ? Ui.number(standing.scored()) + " 个都评完了，核对排名以后确认并公示。"
                                        : "都评完了，等" + round.officeName() + "确认排名。";
            case CONFIRMED -> "排名已确认，" + (decides ? "公示期满、没有异议以后公布。" : "正在公示。");
            case PUBLISHED -> Ui.day(round.publishedOn()) + "公布，" + Ui.number(standing.scored()) + " 个有名次。";
        };
    }
}
