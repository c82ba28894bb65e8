package org.nongyou.evaluation.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.Exits;
import org.nongyou.catalogue.Listing;
import org.nongyou.catalogue.Listings;
import org.nongyou.evaluation.CountyCheck;
import org.nongyou.evaluation.CountyChecks;
import org.nongyou.evaluation.NewCheck;
import org.nongyou.evaluation.SafetyCounties;
import org.nongyou.file.Files;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Kind;
import org.nongyou.scheme.Scheme;
import org.nongyou.scheme.Schemes;
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

/// Quality and safety counties: which cities qualify, by which counties, and how each named county is checked.
@Controller
@Requires(Verb.READ)
class CountiesController {

    private static final int CHECKS = 50;
    private static final int HISTORY = 30;

    private final SafetyCounties counties;
    private final CountyChecks checks;
    private final Listings listings;
    private final Exits exits;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Journal journal;

    CountiesController(
            SafetyCounties counties,
            CountyChecks checks,
            Listings listings,
            Exits exits,
            Schemes schemes,
            Divisions divisions,
            Journal journal) {
        this.counties = counties;
        this.checks = checks;
        this.listings = listings;
        this.exits = exits;
        this.schemes = schemes;
        this.divisions = divisions;
        this.journal = journal;
    }

    @GetMapping("/evaluations/counties")
    ModelAndView overview(Actor actor, @RequestParam(defaultValue = "") String region) {
        var picked = RegionCode.parse(region).filter(actor.scope()::covers).orElse(null);
        var scope = actor.scope().narrowedTo(picked);
        var own = scope.region();
        if (own == null) throw new NotFound();
        var rules = counties.rules(own);
        var cities = counties.cities(scope);
        var rows = cities.stream()
                .map(city -> {
                    boolean qualifies = !rules.isEmpty() && rules.stream().allMatch(rule -> rule.holds(city));
                    return new CountiesPage.Row(
                            city,
                            "/evaluations/counties?region=" + city.division().code(),
                            qualifies,
                            words(city, rules, qualifies));
                })
                .sorted(Comparator.comparing(
                                (CountiesPage.Row row) -> row.city().share(),
                                Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(row -> row.city().division().code()))
                .toList();
        var counts = new HashMap<String, Long>();
        int all = 0;
        int named = 0;
        int failed = 0;
        for (var city : cities)
            for (var county : city.counties()) {
                all++;
                if (county.named()) {
                    named++;
                    counts.merge(county.division().code().value(), 1L, Long::sum);
                }
                if (county.failed() > 0) failed++;
            }
        long qualifying = rows.stream().filter(CountiesPage.Row::qualifies).count();
        boolean one = own.level() != Level.PROVINCE && own.level() != Level.NATIONAL && cities.size() == 1;
        var city = one ? cities.getFirst() : null;
        return Page.of(
                "evaluation/counties",
                new CountiesPage.Overview(
                        say(own, city, all, named, rows, qualifying)
                                + (failed > 0 ? "有 " + failed + " 个县核查不合格还没有改好，要研究退出。" : ""),
                        failed > 0 ? "warn" : "info",
                        rules.stream().map(this::rule).toList(),
                        rows,
                        city,
                        city == null
                                ? List.of()
                                : city.counties().stream()
                                        .map(CountiesController::row)
                                        .toList(),
                        RegionChips.of(
                                divisions,
                                actor.scope(),
                                picked,
                                counts,
                                code -> "/evaluations/counties?region=" + code),
                        checks.list(actor.scope(), picked, CHECKS).stream()
                                .map(check -> new CountiesPage.CheckRow(check, divisions.path(check.region())))
                                .toList()));
    }

    /// Whoever looks after a county sees no other, and so no share of the city.
    private static String say(
            RegionCode own,
            SafetyCounties.@Nullable City city,
            int all,
            int named,
            List<CountiesPage.Row> rows,
            long qualifying) {
        if (city == null)
            return all + " 个县有 " + named + " 个是质量安全县，" + rows.size() + " 个市里 " + qualifying + " 个够整市创建的条件。";
        if (own.level().ordinal() > Level.CITY.ordinal()) {
            var county = city.counties().stream().findFirst();
            return county.map(one -> one.division().name() + (one.named() ? "是质量安全县。" : "还不是质量安全县。"))
                    .orElse("辖区里没有县。");
        }
        return city.division().name() + " " + all + " 个县有 " + named + " 个是质量安全县，占 " + city.shareText() + "，"
                + rows.getFirst().words() + "。";
    }

    private static String words(SafetyCounties.City city, List<SafetyCounties.CityRule> rules, boolean qualifies) {
        if (city.counties().isEmpty()) return "没有县级区划，不适用";
        if (rules.isEmpty()) return "没有整市创建的方案";
        if (qualifies) return "够整市创建的条件";
        // How many more would do.
        for (int more = 1; more + city.named() <= city.counties().size(); more++) {
            var share = java.math.BigDecimal.valueOf(100L * (city.named() + more))
                    .divide(java.math.BigDecimal.valueOf(city.counties().size()), java.math.MathContext.DECIMAL128);
            if (rules.stream().allMatch(rule -> rule.requirement().that().holds(Map.of(SafetyCounties.SHARE, share))))
                return "还差 " + more + " 个县";
        }
        return "不够条件";
    }

    private static CountiesPage.CountyRow row(SafetyCounties.County county) {
        return county.listings().isEmpty()
                ? new CountiesPage.CountyRow(county, "还不是", "idle")
                : !county.remark().isEmpty()
                        ? new CountiesPage.CountyRow(county, county.remark(), "warn")
                        : county.failed() > 0
                                ? new CountiesPage.CountyRow(county, "核查不合格 " + county.failed() + " 次，没有改好", "bad")
                                : new CountiesPage.CountyRow(county, "质量安全县", "ok");
    }

    private CountiesPage.Rule rule(SafetyCounties.CityRule rule) {
        return new CountiesPage.Rule(
                rule.scheme().title(),
                rule.requirement().otherwise(),
                RoundsController.clauses(rule.kind()),
                RoundsController.href(rule.scheme(), rule.kind()));
    }

    // --- One county

    @GetMapping("/evaluations/counties/{id:\\d+}")
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("evaluation/county", page(actor, id, UUID.randomUUID().toString(), "", Entered.NOTHING));
    }

    @PostMapping("/evaluations/counties/{id:\\d+}")
    @Requires(Verb.DECIDE)
    ModelAndView check(
            Actor actor,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable MultipartFile proof)
            throws IOException {
        var key = typed.getOrDefault("formKey", "");
        var formKey = key.isBlank() ? UUID.randomUUID().toString() : key;
        var check = new NewCheck(
                id,
                typed.getOrDefault("checkedOn", ""),
                typed.getOrDefault("passed", ""),
                typed.getOrDefault("finding", ""),
                formKey);
        if (proof == null || proof.isEmpty())
            return checked(actor, id, typed, formKey, checks.record(actor, check, null));
        try (var content = proof.getInputStream()) {
            var name = Objects.requireNonNullElse(proof.getOriginalFilename(), "");
            return checked(actor, id, typed, formKey, checks.record(actor, check, new Files.Incoming(name, content)));
        }
    }

    private ModelAndView checked(
            Actor actor, long id, Map<String, String> typed, String formKey, Decision<CountyCheck> decision) {
        return switch (decision) {
            case Decision.Done<CountyCheck> _ -> Page.redirect("/evaluations/counties/" + id);
            case Decision.Refused<CountyCheck>(var refusal) ->
                Page.again("evaluation/county", page(actor, id, formKey, "check", Entered.of(typed, refusal)));
        };
    }

    @PostMapping("/evaluations/checks/{id:\\d+}/mended")
    @Requires(Verb.DECIDE)
    ModelAndView mended(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        var check = checks.find(actor.scope(), id).orElseThrow(NotFound::new);
        return switch (checks.mended(
                actor, id, typed.getOrDefault("checkedOn", ""), typed.getOrDefault("finding", ""))) {
            case Decision.Done<CountyCheck> _ -> Page.redirect("/evaluations/counties/" + check.listingId());
            case Decision.Refused<CountyCheck>(var refusal) ->
                Page.again(
                        "evaluation/county",
                        page(
                                actor,
                                check.listingId(),
                                UUID.randomUUID().toString(),
                                "mended-" + id,
                                Entered.of(typed, refusal)));
        };
    }

    private CountiesPage.One page(Actor actor, long id, String formKey, String form, Entered entered) {
        var listing = listings.find(actor.scope(), id)
                .filter(one -> one.kind().equals(SafetyCounties.KIND))
                .orElseThrow(NotFound::new);
        var scheme = schemes.at(listing.scheme());
        var kind = scheme.kind(listing.kind()).orElseThrow();
        var found = checks.list(actor.scope(), listing.region(), CHECKS);
        var proposed = exits.of(listing).proposed();
        long failing = found.stream().filter(CountyCheck::failing).count();
        return new CountiesPage.One(
                listing,
                divisions.path(listing.region()),
                kind.title(),
                scheme.title(),
                RoundsController.clauses(kind),
                RoundsController.href(scheme, kind),
                say(listing, proposed, failing, found),
                !listing.status().standing() ? "plain" : proposed.isEmpty() && failing == 0 ? "ok" : "bad",
                proposed.stream().map(exit -> exit(scheme, exit)).toList(),
                kind.exits().stream().map(exit -> exit(scheme, exit)).toList(),
                found,
                listing.status().standing() && checks.mayCheck(actor, listing),
                formKey,
                journal.of(actor.scope(), "listing", Long.toString(id), HISTORY),
                form,
                entered);
    }

    private static CountiesPage.Exit exit(Scheme scheme, Kind.Exit exit) {
        return new CountiesPage.Exit(
                exit.title(),
                RoundsController.clauses(exit),
                RoundsController.href(scheme, exit),
                exit.effect().title());
    }

    private static String say(Listing listing, List<Kind.Exit> proposed, long failing, List<CountyCheck> found) {
        if (!listing.status().standing()) return "已不在目录：" + listing.status().title() + "。";
        if (!proposed.isEmpty()) {
            var causes = new ArrayList<String>();
            for (var exit : proposed) causes.add(exit.title() + "（" + RoundsController.clauses(exit) + "）");
            return "够退出的情形：" + String.join("、", causes) + "。到目录里启动退出程序。";
        }
        if (failing > 0) return "核查不合格 " + failing + " 次，还没有改好。";
        return found.isEmpty()
                ? "在目录，还没有核查过。"
                : "在目录，最近一次核查 " + Ui.day(found.getFirst().checkedOn())
                        + (found.getFirst().passed() ? "合格。" : "不合格，已改好。");
    }
}
