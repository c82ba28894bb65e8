package org.nongyou.subsidy.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Level;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.scheme.Schemes;
import org.nongyou.subsidy.Claim;
import org.nongyou.subsidy.ClaimFilter;
import org.nongyou.subsidy.ClaimLists;
import org.nongyou.subsidy.ClaimState;
import org.nongyou.subsidy.Claims;
import org.nongyou.subsidy.Shares;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The payment list of a document and year.
@Controller
@Requires(Verb.READ)
class PaymentsController {

    private final ClaimLists lists;
    private final Claims claims;
    private final Schemes schemes;
    private final Divisions divisions;

    PaymentsController(ClaimLists lists, Claims claims, Schemes schemes, Divisions divisions) {
        this.lists = lists;
        this.claims = claims;
        this.schemes = schemes;
        this.divisions = divisions;
    }

    @GetMapping("/subsidies/payments")
    ModelAndView list(
            Actor actor,
            @RequestParam Map<String, String> query,
            @RequestParam(required = false) @Nullable Long after) {
        var filter = filter(query);
        var last = after == null ? null : claims.find(actor.scope(), after).orElse(null);
        var found = lists.payments(actor.scope(), filter, last, ClaimLists.PAGE + 1);
        boolean more = found.size() > ClaimLists.PAGE;
        var shown = more ? found.subList(0, ClaimLists.PAGE) : found;
        var byCounty = new TreeMap<String, List<ClaimLists.Sum>>();
        for (var sum : lists.sums(actor.scope(), filter))
            if (sum.state() == ClaimState.PAYABLE || sum.state() == ClaimState.PAID)
                byCounty.computeIfAbsent(sum.county().value(), _ -> new ArrayList<>())
                        .add(sum);
        var address = SubsidyController.address("/subsidies/payments", filter);
        var owed = new ArrayList<PaymentsPage.Owed>();
        var due = Shares.NONE;
        var paid = Shares.NONE;
        for (var county : byCounty.entrySet()) {
            var dueHere = of(county.getValue(), ClaimState.PAYABLE);
            var paidHere = of(county.getValue(), ClaimState.PAID);
            due = due.plus(dueHere);
            paid = paid.plus(paidHere);
            owed.add(new PaymentsPage.Owed(
                    divisions.name(new RegionCode(county.getKey())),
                    address.with("region", county.getKey()).toString(),
                    county.getValue().stream().mapToInt(ClaimLists.Sum::claims).sum(),
                    dueHere,
                    paidHere));
        }
        var all = due.plus(paid);
        var places = new HashMap<String, String>();
        for (var claim : shown)
            places.computeIfAbsent(claim.region().value(), code -> divisions.path(new RegionCode(code)));
        return Page.of(
                "subsidy/payments",
                new PaymentsPage(
                        say(due, paid),
                        due.total().fen() > 0 ? "warn" : paid.total().fen() > 0 ? "ok" : "plain",
                        filter,
                        options(filter),
                        lists.years(actor.scope()),
                        List.of(Level.values()).stream()
                                .filter(level -> all.at(level).fen() != 0)
                                .toList(),
                        owed,
                        due,
                        paid,
                        shown,
                        places,
                        address,
                        more ? address.with("after", shown.getLast().id()).toString() : null,
                        after == null,
                        actor.may(Verb.EXCHANGE)));
    }

    /// Only what is to be paid or was paid stands here.
    static ClaimFilter filter(Map<String, String> query) {
        var filter = ClaimFilter.of(query);
        return filter.state() == ClaimState.PAID || filter.state() == ClaimState.PAYABLE ? filter : filter.in(null);
    }

    private static Shares of(List<ClaimLists.Sum> sums, ClaimState state) {
        return sums.stream()
                .filter(sum -> sum.state() == state)
                .map(ClaimLists.Sum::shares)
                .reduce(Shares.NONE, Shares::plus);
    }

    private static String say(Shares due, Shares paid) {
        if (due.total().fen() == 0 && paid.total().fen() == 0) return "还没有要拨付的申请。";
        var owed =
                due.total().fen() == 0 ? "没有待拨付的" : "待拨付 " + Words.yuan(due.total()) + " 元（" + Words.shares(due) + "）";
        return owed + "，已拨付 " + Words.yuan(paid.total()) + " 元。";
    }

    private List<ClaimListPage.Option> options(ClaimFilter filter) {
        return schemes.list().stream()
                .map(version -> schemes.at(version.ref()))
                .filter(scheme -> !scheme.subsidies().isEmpty())
                .map(scheme -> new ClaimListPage.Option(
                        scheme.id(), scheme.title(), scheme.id().equals(filter.schemeId())))
                .toList();
    }

    static String day(Claim claim) {
        return claim.paidOn() == null ? "" : Ui.date(claim.paidOn());
    }
}
