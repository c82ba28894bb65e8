package org.nongyou.subsidy.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.base.BaseFilter;
import org.nongyou.base.BaseLists;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.FactDefinition;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Doubt;
import org.nongyou.scheme.Entitlement;
import org.nongyou.scheme.FactCatalogue;
import org.nongyou.scheme.Procedure;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.Subsidy;
import org.nongyou.subsidy.Assessed;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimDocument;
import org.nongyou.subsidy.ClaimFilter;
import org.nongyou.subsidy.ClaimLine;
import org.nongyou.subsidy.ClaimLists;
import org.nongyou.subsidy.ClaimState;
import org.nongyou.subsidy.Claims;
import org.nongyou.subsidy.NewClaim;
import org.nongyou.subsidy.NewItem;
import org.nongyou.subsidy.Shares;
import org.nongyou.subsidy.web.ClaimPage.Choice;
import org.nongyou.subsidy.web.ClaimPage.Field;
import org.nongyou.web.Address;
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

/// The list of claims, a new one, and one with its form. Every button works without JavaScript; with it the amount
/// follows what is typed.
@Controller
@Requires(Verb.READ)
class SubsidyController {

    private static final int SHOWN = 30;
    private static final int MOST_BASES = 200;

    private final Claims claims;
    private final ClaimLists lists;
    private final Schemes schemes;
    private final Producers producers;
    private final ProducerLists register;
    private final BaseLists bases;
    private final Divisions divisions;
    private final Clock clock;

    SubsidyController(
            Claims claims,
            ClaimLists lists,
            Schemes schemes,
            Producers producers,
            ProducerLists register,
            BaseLists bases,
            Divisions divisions,
            Clock clock) {
        this.claims = claims;
        this.lists = lists;
        this.schemes = schemes;
        this.producers = producers;
        this.register = register;
        this.bases = bases;
        this.divisions = divisions;
        this.clock = clock;
    }

    // --- The list

    @GetMapping("/subsidies")
    ModelAndView list(
            Actor actor,
            @RequestParam Map<String, String> query,
            @RequestParam(required = false) @Nullable Long before) {
        var filter = ClaimFilter.of(query);
        var found = lists.list(actor.scope(), filter, before, ClaimLists.PAGE + 1);
        boolean more = found.size() > ClaimLists.PAGE;
        var shown = more ? found.subList(0, ClaimLists.PAGE) : found;
        var sums = lists.sums(actor.scope(), filter);
        int total = filter.words().isEmpty()
                ? sums.stream().mapToInt(ClaimLists.Sum::claims).sum()
                : lists.count(actor.scope(), filter);
        var address = address("/subsidies", filter);
        var counts = new TreeMap<String, Long>();
        for (var sum :
                lists.sums(actor.scope(), new ClaimFilter(null, filter.schemeId(), filter.year(), filter.state(), "")))
            counts.merge(sum.county().value(), (long) sum.claims(), Long::sum);
        int payable = sums.stream()
                .filter(sum -> sum.state() == ClaimState.PAYABLE)
                .mapToInt(ClaimLists.Sum::claims)
                .sum();
        return Page.of(
                "subsidy/claims",
                new ClaimListPage(
                        say(sums, total, filter),
                        payable > 0 ? "warn" : total == 0 ? "plain" : "info",
                        filter,
                        shown,
                        places(shown),
                        RegionChips.of(
                                divisions,
                                actor.scope(),
                                filter.region(),
                                counts,
                                code -> address.with("region", code).toString()),
                        schemeOptions(filter.schemeId()),
                        lists.years(actor.scope()),
                        total,
                        address,
                        more ? address.with("before", shown.getLast().id()).toString() : null,
                        before == null,
                        actor.may(Verb.APPLY)));
    }

    private static String say(List<ClaimLists.Sum> sums, int total, ClaimFilter filter) {
        if (total == 0) return filter.equals(ClaimFilter.NONE) ? "还没有补助申请。" : "没有符合条件的申请，去掉一个条件再看。";
        if (!filter.words().isEmpty()) return "找到 " + Ui.number(total) + " 件申请。";
        var due = Shares.NONE;
        var paid = Shares.NONE;
        int payable = 0;
        for (var sum : sums) {
            if (sum.state() == ClaimState.PAYABLE) {
                due = due.plus(sum.shares());
                payable += sum.claims();
            }
            if (sum.state() == ClaimState.PAID) paid = paid.plus(sum.shares());
        }
        return "共 " + Ui.number(total) + " 件申请"
                + (payable > 0 ? "，" + Ui.number(payable) + " 件待拨付 " + Words.yuan(due.total()) + " 元" : "")
                + "，已拨付 " + Words.yuan(paid.total()) + " 元。";
    }

    static Address address(String path, ClaimFilter filter) {
        return Address.of(path)
                .with("q", filter.words())
                .with("scheme", filter.schemeId())
                .with("year", filter.year())
                .with("state", filter.state() == null ? null : filter.state().code())
                .with("region", filter.region());
    }

    private List<ClaimListPage.Option> schemeOptions(@Nullable String chosen) {
        return withSubsidies().stream()
                .map(scheme -> new ClaimListPage.Option(
                        scheme.id(), scheme.title(), scheme.id().equals(chosen)))
                .toList();
    }

    private List<Scheme> withSubsidies() {
        return schemes.list().stream()
                .map(version -> schemes.at(version.ref()))
                .filter(scheme -> !scheme.subsidies().isEmpty())
                .toList();
    }

    private Map<String, String> places(List<Claim> shown) {
        var places = new HashMap<String, String>();
        for (var claim : shown)
            places.computeIfAbsent(claim.region().value(), code -> divisions.path(new RegionCode(code)));
        return places;
    }

    // --- A new one

    @GetMapping("/subsidies/new")
    @Requires(Verb.APPLY)
    ModelAndView start(
            Actor actor, @RequestParam(defaultValue = "") String way, @RequestParam(defaultValue = "") String q) {
        return Page.of("subsidy/new", newPage(actor, way, q, Entered.NOTHING));
    }

    @PostMapping("/subsidies/new")
    @Requires(Verb.APPLY)
    ModelAndView open(
            Actor actor,
            @RequestParam(defaultValue = "") String way,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String producer) {
        var typed = Map.of("producer", producer);
        var chosen = chosen(ways(actor), way);
        if (chosen == null)
            return newAgain(actor, way, q, typed, Refusal.of("subsidy.no-rule").at("way"));
        if (!producer.matches("\\d{1,18}"))
            return newAgain(
                    actor, way, q, typed, Refusal.of("subsidy.no-producer").at("producer"));
        return switch (claims.open(
                actor, new NewClaim(chosen.scheme().ref(), chosen.rule().id(), Long.parseLong(producer)))) {
            case Decision.Done<Claim>(var claim) -> Page.redirect("/subsidies/" + claim.id());
            case Decision.Refused<Claim>(var refusal) -> newAgain(actor, way, q, typed, refusal);
        };
    }

    private ModelAndView newAgain(Actor actor, String way, String q, Map<String, String> typed, Refusal refusal) {
        return Page.again("subsidy/new", newPage(actor, way, q, Entered.of(typed, refusal)));
    }

    private NewClaimPage newPage(Actor actor, String way, String q, Entered entered) {
        var ways = ways(actor);
        var words = q.strip().substring(0, Math.min(q.strip().length(), 60));
        List<Producer> found = actor.producerId() != null
                ? producers.find(actor.scope(), actor.producerId()).stream().toList()
                : register.list(actor.scope(), new ProducerFilter(null, null, words, false), 0, SHOWN + 1);
        return new NewClaimPage(
                ways,
                chosen(ways, way),
                words,
                found.stream()
                        .limit(SHOWN)
                        .map(one -> new NewClaimPage.Row(one, divisions.path(one.region())))
                        .toList(),
                found.size() > SHOWN,
                actor.isProducer(),
                entered);
    }

    private static NewClaimPage.@Nullable Way chosen(List<NewClaimPage.Way> ways, String value) {
        return ways.stream()
                .filter(way -> way.value().equals(value))
                .findFirst()
                .orElse(null);
    }

    /// The rules of the documents in force here today.
    private List<NewClaimPage.Way> ways(Actor actor) {
        var today = LocalDate.ofInstant(clock.instant(), Ui.ZONE);
        var ways = new ArrayList<NewClaimPage.Way>();
        for (var scheme : withSubsidies()) {
            var region = new RegionCode(scheme.region());
            if (!scheme.period().contains(today)) continue;
            if (!region.contains(actor.region()) && !actor.region().contains(region)) continue;
            for (var rule : scheme.subsidies()) ways.add(new NewClaimPage.Way(scheme, rule));
        }
        return ways;
    }

    // --- One claim

    @GetMapping("/subsidies/{id}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("subsidy/claim", page(actor, find(actor, id), List.of()));
    }

    /// Keeps what is typed and tells what it comes to, while somebody types.
    @PostMapping("/subsidies/{id}/amount")
    @Requires(Verb.APPLY)
    ModelAndView amount(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        save(actor, id, typed);
        return Page.of("subsidy/result", page(actor, find(actor, id), List.of()));
    }

    @PostMapping("/subsidies/{id}")
    @Requires(Verb.APPLY)
    ModelAndView act(
            Actor actor,
            @PathVariable long id,
            @RequestParam(name = "do", defaultValue = "save") String what,
            @RequestParam Map<String, String> typed) {
        var saved = save(actor, id, typed);
        if (saved instanceof Decision.Refused<Claim>(var refusal)) return again(actor, id, refusal);
        var line = what.startsWith("remove-") ? what.substring("remove-".length()) : "";
        var decision = switch (what) {
            case "submit" -> claims.submit(actor, id);
            case "add" -> claims.addLine(actor, id, typed.getOrDefault("rule", ""));
            case "discard" -> claims.discard(actor, id);
            default -> line.matches("\\d{1,3}") ? claims.removeLine(actor, id, Integer.parseInt(line)) : saved;
        };
        return switch (decision) {
            case Decision.Refused<Claim>(var refusal) -> again(actor, id, refusal);
            case Decision.Done<Claim> _ -> Page.redirect(what.equals("discard") ? "/subsidies" : "/subsidies/" + id);
        };
    }

    private Decision<Claim> save(Actor actor, long id, Map<String, String> typed) {
        var claim = find(actor, id);
        var facts = new TreeMap<String, String>();
        var items = new TreeMap<Integer, NewItem>();
        var lineFacts = new TreeMap<Integer, Map<String, String>>();
        var places = new HashMap<Integer, Boolean>();
        var scheme = schemes.at(claim.scheme());
        for (var line : claims.lines(claim))
            places.put(line.line(), isPlace(scheme.subsidy(line.rule()).orElseThrow()));
        typed.forEach((name, value) -> {
            if (name.startsWith("c.")) facts.put(name.substring(2), value);
            var line = lineOf(name);
            if (line == null || !places.containsKey(line)) return;
            var rest = name.substring(name.indexOf('.') + 1);
            if (!rest.equals("item"))
                lineFacts.computeIfAbsent(line, _ -> new TreeMap<>()).put(rest, value);
            else if (!Boolean.TRUE.equals(places.get(line))) items.put(line, NewItem.numbered(value));
            else if (value.matches("\\d{1,18}")) items.put(line, NewItem.base(Long.parseLong(value)));
        });
        return claims.save(actor, id, facts, items, lineFacts, "true".equals(typed.get("committed")));
    }

    private static @Nullable Integer lineOf(String name) {
        int dot = name.indexOf('.');
        if (dot < 2 || !name.startsWith("l")) return null;
        var number = name.substring(1, dot);
        return number.matches("\\d{1,3}") ? Integer.valueOf(number) : null;
    }

    @PostMapping("/subsidies/{id}/documents")
    @Requires(Verb.APPLY)
    ModelAndView attach(
            Actor actor,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(required = false) @Nullable List<MultipartFile> file)
            throws IOException {
        var faults = new ArrayList<Refusal>();
        int stored = 0;
        for (var one : file == null ? List.<MultipartFile>of() : file) {
            var name = java.util.Objects.requireNonNullElse(one.getOriginalFilename(), "");
            if (one.isEmpty() && name.isEmpty()) continue;
            try (var content = one.getInputStream()) {
                switch (claims.attach(actor, id, title, name, content)) {
                    case Decision.Done<ClaimDocument> _ -> stored++;
                    case Decision.Refused<ClaimDocument>(var refusal) -> faults.add(refusal.at("documents"));
                }
            }
        }
        if (stored == 0 && faults.isEmpty())
            faults.add(Refusal.of("subsidy.upload-missing").at("documents"));
        return faults.isEmpty()
                ? Page.redirect("/subsidies/" + id + "#documents")
                : again(actor, id, Refusal.joined(faults));
    }

    @PostMapping("/subsidies/{id}/documents/{document}/remove")
    @Requires(Verb.APPLY)
    ModelAndView detach(Actor actor, @PathVariable long id, @PathVariable long document) {
        return switch (claims.detach(actor, id, document)) {
            case Decision.Done<Claim> _ -> Page.redirect("/subsidies/" + id + "#documents");
            case Decision.Refused<Claim>(var refusal) -> again(actor, id, refusal);
        };
    }

    private ModelAndView again(Actor actor, long id, Refusal refusal) {
        return Page.again("subsidy/claim", page(actor, find(actor, id), refusal.all()));
    }

    private Claim find(Actor actor, long id) {
        return claims.find(actor.scope(), id).orElseThrow(NotFound::new);
    }

    private ClaimPage page(Actor actor, Claim claim, List<Refusal> faults) {
        var scheme = schemes.at(claim.scheme());
        boolean mayEdit = claim.editable() && actor.may(Verb.APPLY);
        var lines = claims.lines(claim);
        var assessed = claim.editable() ? claims.assess(claim) : null;
        var documents = claims.documents(claim);
        var wanted = assessed != null ? assessed.wanted() : titles(documents);
        var shares = assessed != null ? new Shares(assessed.entitlement().paidBy()) : claim.shares();
        var standing = assessed == null ? List.<Refusal>of() : assessed.standing();
        return new ClaimPage(
                claim,
                scheme,
                scheme.procedure(claim.procedureId()).map(Procedure::title).orElse(""),
                divisions.path(claim.region()),
                say(claim, mayEdit, standing, shares),
                claim.editable() && standing.isEmpty()
                        ? "ok"
                        : claim.state() == ClaimState.DRAFT ? "info" : tone(claim),
                mayEdit,
                faults,
                standing,
                assessed != null
                        ? assessed.lines().stream()
                                .map(line -> entered(actor, claim, scheme, line))
                                .toList()
                        : lines.stream().map(line -> judged(scheme, line)).toList(),
                assessed == null
                        ? List.of()
                        : assessed.asked().stream()
                                .map(fact -> field(
                                        scheme,
                                        "c." + fact.name(),
                                        fact,
                                        claim.facts().getOrDefault(fact.name(), "")))
                                .toList(),
                assessed == null ? List.of() : assessed.known(),
                shares,
                wanted.stream()
                        .map(title -> new ClaimPage.Proof(
                                title,
                                documents.stream()
                                        .filter(one -> one.title().equals(title))
                                        .toList()))
                        .toList(),
                documents.stream().filter(one -> !wanted.contains(one.title())).toList(),
                scheme.subsidies().stream()
                        .filter(rule -> rule.procedure().equals(claim.procedureId()))
                        .toList(),
                doubts(scheme, lines),
                assessed != null
                        && scheme.procedure(claim.procedureId())
                                .map(org.nongyou.procedure.CaseForm::commits)
                                .orElse(false));
    }

    private static List<String> titles(List<ClaimDocument> documents) {
        return documents.stream().map(ClaimDocument::title).distinct().toList();
    }

    private static String tone(Claim claim) {
        return switch (claim.state()) {
            case PAID -> "ok";
            case REFUSED -> "bad";
            case PAYABLE -> "warn";
            case OPEN -> claim.returned() ? "warn" : "info";
            case DRAFT, WITHDRAWN -> "plain";
        };
    }

    private static String say(Claim claim, boolean mayEdit, List<Refusal> standing, Shares shares) {
        var total =
                Words.yuan(shares.total()) + " 元" + (shares.of().size() > 1 ? "（" + Words.shares(shares) + "）" : "");
        return switch (claim.state()) {
            case DRAFT, OPEN -> {
                if (claim.editable() && mayEdit)
                    yield (claim.returned() ? "已退回，改好以后重新提交。" : "")
                            + (standing.isEmpty()
                                    ? "都填好了，可以提交：" + total + "。"
                                    : "还差 " + standing.size() + " 处，填好就能提交。");
                yield claim.returned()
                        ? "已退回给申请人修改，金额 " + total + "。"
                        : "“" + claim.stageTitle() + "”环节办理中，金额 " + total + "。";
            }
            case PAYABLE -> "审核和公示都已通过，待拨付 " + total + "。";
            case PAID -> Ui.date(claim.paidOn()) + " 已拨付 " + total + "。";
            case REFUSED -> "不予补助，原因见办理记录。";
            case WITHDRAWN -> "已撤回，没有占用额度。";
        };
    }

    private List<String> doubts(Scheme scheme, List<ClaimLine> lines) {
        var settled = schemes.settlements(scheme.ref()).keySet();
        var doubts = new java.util.LinkedHashSet<Doubt>();
        for (var line : lines)
            scheme.subsidy(line.rule()).ifPresent(rule -> doubts.addAll(scheme.doubtsOn(rule.path())));
        return doubts.stream()
                .filter(Doubt::explicit)
                .filter(doubt -> !settled.contains(doubt.path()))
                .map(Doubt::text)
                .toList();
    }

    private static boolean isPlace(Subsidy rule) {
        return rule.item().equals("base") || rule.item().equals("site");
    }

    private ClaimPage.Line entered(Actor actor, Claim claim, Scheme scheme, Assessed.Line line) {
        var rule = scheme.subsidy(line.line().rule()).orElseThrow();
        boolean place = isPlace(rule);
        var options = !place
                ? List.<Choice>of()
                : bases.list(actor.scope(), BaseFilter.ofProducer(claim.producerId()), 0, MOST_BASES).stream()
                        .map(base -> new Choice(
                                Long.toString(base.id()),
                                base.name() + "（" + divisions.name(base.region()) + "，" + Ui.mu(base.areaMu()) + " 亩）",
                                Long.valueOf(base.id()).equals(line.line().baseId())))
                        .toList();
        var fields = line.asked().stream()
                .map(fact -> field(
                        scheme,
                        "l" + line.line().line() + "." + fact.name(),
                        fact,
                        line.line().facts().getOrDefault(fact.name(), "")))
                .toList();
        var known = line.known().stream().filter(fact -> !fact.stated()).toList();
        return switch (line.result()) {
            case Entitlement.Line.Granted granted ->
                view(
                        line.line(),
                        rule,
                        options,
                        fields,
                        known,
                        granted.working().words(),
                        Words.yuan(granted.full()),
                        granted.cuts(),
                        Words.yuan(granted.granted()),
                        new Shares(granted.paidBy()),
                        null);
            case Entitlement.Line.Denied denied ->
                view(
                        line.line(),
                        rule,
                        options,
                        fields,
                        known,
                        "",
                        null,
                        List.of(),
                        null,
                        Shares.NONE,
                        denied.missing().isEmpty() ? denied.refusal() : missing(scheme, denied));
        };
    }

    private Refusal missing(Scheme scheme, Entitlement.Line.Denied denied) {
        var titles = denied.missing().stream()
                .sorted()
                .map(name ->
                        schemes.fact(scheme, name).map(FactDefinition::title).orElse(name))
                .toList();
        return Refusal.of("subsidy.line-facts-missing", String.join("、", titles))
                .citing(denied.refusal().clause());
    }

    private static ClaimPage.Line judged(Scheme scheme, ClaimLine line) {
        var rule = scheme.subsidy(line.rule()).orElseThrow();
        var judged = line.judged();
        return view(
                line,
                rule,
                List.of(),
                List.of(),
                judged == null ? List.of() : judged.known(),
                judged == null ? "" : judged.working(),
                judged == null ? null : Words.yuan(judged.full()),
                judged == null ? List.of() : judged.cuts(),
                judged == null ? null : Words.yuan(judged.granted()),
                judged == null ? Shares.NONE : judged.shares(),
                null);
    }

    private static ClaimPage.Line view(
            ClaimLine line,
            Subsidy rule,
            List<Choice> bases,
            List<Field> fields,
            List<ClaimLine.KnownFact> known,
            String working,
            @Nullable String full,
            List<Entitlement.Cut> cuts,
            @Nullable String granted,
            Shares shares,
            @Nullable Refusal denied) {
        boolean place = isPlace(rule);
        return new ClaimPage.Line(
                line.line(),
                rule,
                place ? "哪一个基地" : FactCatalogue.subjectTitle(rule.item()) + "编号",
                line.item(),
                line.itemTitle(),
                place,
                !place && !rule.item().equals("claim"),
                bases,
                fields,
                known,
                working,
                full,
                cuts,
                granted,
                shares,
                denied);
    }

    private Field field(Scheme scheme, String id, FactDefinition fact, String value) {
        var choices = switch (fact.type()) {
            case BOOL -> List.of(new Choice("true", "是", yes(value)), new Choice("false", "否", no(value)));
            case CHOICE ->
                fact.choices().stream()
                        .map(one -> new Choice(one, schemes.facts().choiceTitle(fact.name(), one), one.equals(value)))
                        .toList();
            case TEXT, INT, DECIMAL, MONEY, DATE, CHOICES, INTS -> List.<Choice>of();
        };
        var evidence = scheme.facts().stream()
                .filter(own -> own.definition().name().equals(fact.name()))
                .flatMap(own -> own.evidence().stream())
                .toList();
        return new Field(
                id,
                fact.title(),
                fact.type(),
                fact.unit(),
                choices,
                value,
                evidence.isEmpty() ? "" : "要附：" + Ui.join(evidence),
                value.isBlank()
                                || org.nongyou.procedure.CaseForm.parse(fact, value)
                                        .isPresent()
                        ? null
                        : org.nongyou.procedure.CaseForm.example(fact));
    }

    private static boolean yes(String value) {
        return value.equals("true") || value.equals("是");
    }

    private static boolean no(String value) {
        return value.equals("false") || value.equals("否");
    }
}
