package org.nongyou.evaluation.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.catalogue.ListingFilter;
import org.nongyou.catalogue.Listings;
import org.nongyou.evaluation.Brand;
import org.nongyou.evaluation.Brands;
import org.nongyou.evaluation.Rounds;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Schemes;
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
import org.springframework.web.servlet.ModelAndView;

/// The brand directory, inside and public.
@Controller
class BrandsController {

    private static final int PAGE = 100;
    private static final int HISTORY = 30;

    private final Brands brands;
    private final Listings listings;
    private final Rounds rounds;
    private final Schemes schemes;
    private final Divisions divisions;
    private final Journal journal;

    BrandsController(
            Brands brands, Listings listings, Rounds rounds, Schemes schemes, Divisions divisions, Journal journal) {
        this.brands = brands;
        this.listings = listings;
        this.rounds = rounds;
        this.schemes = schemes;
        this.divisions = divisions;
        this.journal = journal;
    }

    @GetMapping("/brands")
    @Requires(Verb.READ)
    ModelAndView list(Actor actor, @RequestParam Map<String, String> query) {
        return Page.of("evaluation/brands", overview(actor.scope(), "/brands", query, false));
    }

    @GetMapping("/public/brands")
    ModelAndView open(@RequestParam Map<String, String> query) {
        return Page.of("evaluation/brands", overview(Brands.everywhere(), "/public/brands", query, true));
    }

    private BrandsPage.Overview overview(Scope scope, String path, Map<String, String> query, boolean open) {
        var catalogues = brands.catalogues();
        var wanted = query.getOrDefault("directory", "");
        var chosen = catalogues.stream()
                .filter(one -> value(one).equals(wanted))
                .findFirst()
                .or(() -> catalogues.stream().findFirst())
                .orElse(null);
        var text = query.getOrDefault("q", "").strip();
        var words = text.length() > 50 ? text.substring(0, 50) : text;
        var region = RegionCode.parse(query.getOrDefault("region", "")).orElse(null);
        var at = query.getOrDefault("page", "");
        int page = at.matches("\\d{1,3}") ? Math.clamp(Integer.parseInt(at), 1, 100) : 1;
        var address = Address.of(path)
                .with("q", words)
                .with("directory", catalogues.size() > 1 ? wanted : null)
                .with("region", region);
        var filter = ListingFilter.NONE.at(region).saying(words);
        List<Brand> rows = chosen == null ? List.of() : brands.list(scope, chosen, filter, (page - 1) * PAGE, PAGE);
        long found = chosen == null ? 0 : brands.count(scope, chosen, filter);
        var places = new HashMap<Long, String>();
        for (var row : rows)
            places.put(row.listing().id(), divisions.path(row.listing().region()));
        return new BrandsPage.Overview(
                say(chosen, found, words, region),
                chosen,
                catalogues.stream()
                        .map(one -> new BrandsPage.Choice(
                                value(one),
                                one.kind().title() + "（" + one.scheme().title() + "）",
                                one.equals(chosen)))
                        .toList(),
                chosen == null ? "" : RoundsController.clauses(chosen.kind()),
                chosen == null ? "" : RoundsController.href(chosen.scheme(), chosen.kind()),
                rows,
                places,
                words,
                chosen == null || open ? null : chips(scope, region, chosen, words, address),
                address,
                page,
                found,
                open);
    }

    private RegionChips chips(
            Scope scope, @Nullable RegionCode region, Brands.Catalogue chosen, String words, Address address) {
        var counts = new HashMap<String, Long>();
        listings.below(
                        scope,
                        ListingFilter.of(chosen.scheme().id(), chosen.kind().id())
                                .at(region)
                                .saying(words))
                .forEach((code, total) -> counts.put(code.value(), total.listings()));
        return RegionChips.of(
                divisions,
                scope,
                region,
                counts,
                code -> address.with("region", code).toString());
    }

    private static String value(Brands.Catalogue one) {
        return one.scheme().id() + "|" + one.kind().id();
    }

    private static String say(
            Brands.@Nullable Catalogue chosen, long found, String words, @Nullable RegionCode region) {
        if (chosen == null) return "现行方案里还没有品牌目录。";
        if (found == 0) return words.isEmpty() && region == null ? "目录里还没有品牌，评价结果公布以后从评分表列入。" : "没有找到，换几个字再看。";
        return (words.isEmpty() && region == null ? "" : "找到 ") + Ui.number(found) + " 个品牌"
                + (words.isEmpty() && region == null ? "在目录，都是评价排名以后列入的。" : "。");
    }

    // --- One

    @GetMapping("/brands/{id:\\d+}")
    @Requires(Verb.READ)
    ModelAndView show(Actor actor, @PathVariable long id) {
        return Page.of("evaluation/brand", page(actor, id, Entered.NOTHING));
    }

    @PostMapping("/brands/{id:\\d+}")
    @Requires(Verb.DECIDE)
    ModelAndView tell(Actor actor, @PathVariable long id, @RequestParam Map<String, String> typed) {
        return switch (brands.tell(
                actor,
                id,
                RoundsController.revision(typed),
                typed.getOrDefault("since", ""),
                typed.getOrDefault("origin", ""),
                typed.getOrDefault("story", ""))) {
            case Decision.Done<Brand> _ -> Page.redirect("/brands/" + id);
            case Decision.Refused<Brand>(var refusal) ->
                Page.again("evaluation/brand", page(actor, id, Entered.of(typed, refusal)));
        };
    }

    @GetMapping("/public/brands/{code}")
    ModelAndView open(@PathVariable String code) {
        return Page.of("evaluation/brand", page(brands.byCode(code).orElseThrow(NotFound::new), null, Entered.NOTHING));
    }

    private BrandsPage.One page(Actor actor, long id, Entered entered) {
        return page(brands.find(actor.scope(), id).orElseThrow(NotFound::new), actor, entered);
    }

    private BrandsPage.One page(Brand brand, @Nullable Actor actor, Entered entered) {
        var scheme = schemes.at(brand.listing().scheme());
        var kind = scheme.kind(brand.listing().kind()).orElseThrow();
        var round = brand.roundId();
        return new BrandsPage.One(
                brand,
                divisions.path(brand.listing().region()),
                kind.title(),
                scheme.title(),
                RoundsController.clauses(kind),
                RoundsController.href(scheme, kind),
                kind.benefits(),
                actor != null
                        && actor.office() != null
                        && actor.may(Verb.DECIDE)
                        && brand.listing().status().standing(),
                round != null && rounds.published(round).isPresent(),
                actor == null,
                actor == null
                        ? List.of()
                        : journal.of(
                                actor.scope(),
                                "listing",
                                Long.toString(brand.listing().id()),
                                HISTORY),
                entered);
    }
}
