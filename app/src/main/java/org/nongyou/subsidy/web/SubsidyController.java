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
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.producer.Producer;
import org.nongyou.producer.ProducerFilter;
import org.nongyou.producer.ProducerLists;
import org.nongyou.producer.Producers;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimDocument;
import org.nongyou.subsidy.ClaimFilter;
import org.nongyou.subsidy.ClaimLists;
import org.nongyou.subsidy.ClaimState;
import org.nongyou.subsidy.Claims;
import org.nongyou.subsidy.NewClaim;
import org.nongyou.subsidy.NewItem;
import org.nongyou.subsidy.Shares;
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

    private final Claims claims;
    private final ClaimLists lists;
    private final Schemes schemes;
    private final Producers producers;
    private final ProducerLists register;
    private final ClaimPages pages;
    private final Divisions divisions;
    private final Clock clock;

    SubsidyController(
            Claims claims,
            ClaimLists lists,
            Schemes schemes,
            Producers producers,
            ProducerLists register,
            ClaimPages pages,
            Divisions divisions,
            Clock clock) {
        this.claims = claims;
        this.lists = lists;
        this.schemes = schemes;
        this.producers = producers;
        this.register = register;
        this.pages = pages;
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
                        actor.may(Verb.APPLY) && !ways(actor).isEmpty(),
                        withSubsidies().stream().anyMatch(scheme -> covers(scheme, actor))));
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
            if (!scheme.period().contains(today) || !covers(scheme, actor)) continue;
            for (var rule : scheme.subsidies()) ways.add(new NewClaimPage.Way(scheme, rule));
        }
        return ways;
    }

    /// Whether the document is carried out where the person is, or somewhere in his area.
    private static boolean covers(Scheme scheme, Actor actor) {
        var region = new RegionCode(scheme.region());
        return region.contains(actor.region()) || actor.region().contains(region);
    }

    // --- One claim

    @GetMapping("/subsidies/{id}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("subsidy/claim", pages.of(actor, find(actor, id), List.of()));
    }

    /// Keeps what is typed and tells what it comes to, while somebody types.
    @PostMapping("/subsidies/{id}/amount")
    @Requires(Verb.APPLY)
    ModelAndView amount(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        save(actor, id, typed);
        return Page.of("subsidy/result", pages.of(actor, find(actor, id), List.of()));
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
            places.put(
                    line.line(), ClaimPages.isPlace(scheme.subsidy(line.rule()).orElseThrow()));
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
        return Page.again("subsidy/claim", pages.of(actor, find(actor, id), refusal.all()));
    }

    private Claim find(Actor actor, long id) {
        return claims.find(actor.scope(), id).orElseThrow(NotFound::new);
    }
}
