package org.nongyou.compliance.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.nongyou.compliance.Coverage;
import org.nongyou.compliance.CoverageFilter;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.web.Page;
import org.nongyou.web.RegionChips;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// How far certificates reach, and whom the patrol should visit.
@Controller
@Requires(Verb.READ)
class CoverageController {

    private static final int PAGE = 100;
    private static final int LAST_PAGE = 100;

    private final Coverage coverage;
    private final Divisions divisions;
    private final Clock clock;

    CoverageController(Coverage coverage, Divisions divisions, Clock clock) {
        this.coverage = coverage;
        this.divisions = divisions;
        this.clock = clock;
    }

    @GetMapping("/conformity/coverage")
    ModelAndView coverage(Actor actor, @RequestParam Map<String, String> query) {
        var scope = actor.scope();
        int thisYear = LocalDate.ofInstant(clock.instant(), Ui.ZONE).getYear();
        var filter = CoverageFilter.of(query, thisYear);
        var text = query.getOrDefault("page", "1");
        int page = text.matches("\\d{1,4}") ? Math.clamp(Integer.parseInt(text), 1, LAST_PAGE) : 1;
        var figures = coverage.figures(scope, filter);
        var silent = coverage.silent(scope, filter, null, (page - 1) * PAGE, PAGE);
        var address = filter.address("/conformity/coverage");
        var at = scope.narrowedTo(filter.region()).region();
        var counts = new HashMap<String, Long>();
        figures.byPlace().forEach((place, share) -> counts.put(place, share.producers()));
        return Page.of(
                "compliance/coverage",
                new CoveragePages(
                        at == null ? "你" : divisions.name(at),
                        filter,
                        CoveragePages.years(thisYear),
                        figures,
                        figures.byPlace().entrySet().stream()
                                .map(one -> place(one.getKey(), one.getValue(), filter))
                                .toList(),
                        silent,
                        coverage.countSilent(scope, filter),
                        silent.stream()
                                .map(Coverage.SilentRow::region)
                                .distinct()
                                .collect(Collectors.toMap(RegionCode::value, divisions::path)),
                        RegionChips.of(
                                divisions,
                                scope,
                                filter.region(),
                                counts,
                                code -> address.with("region", code).toString()),
                        page,
                        address,
                        actor.may(Verb.EXCHANGE) || actor.isProducer()));
    }

    /// @param digits the leading digits of a code, of the level below the area
    private CoveragePages.OfPlace place(String digits, Coverage.Share share, CoverageFilter filter) {
        var code = new RegionCode(digits.length() < 6 ? (digits + "0000").substring(0, 6) : digits);
        return new CoveragePages.OfPlace(
                divisions.name(code),
                share,
                filter.address("/conformity/coverage").with("region", code).toString());
    }
}
