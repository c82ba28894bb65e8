package org.nongyou.indicator.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nongyou.indicator.Overview;
import org.nongyou.indicator.TargetStanding;
import org.nongyou.kernel.Level;
import org.nongyou.region.Division;
import org.nongyou.region.Divisions;
import org.nongyou.region.RegionCode;
import org.nongyou.region.Scope;
import org.nongyou.scheme.Scheme;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Component;

/// What wants attention in an area: what is overdue, what has to be put right, and where there is nothing yet.
@Component
class DashboardAttentions {

    private static final int MOST = 5;

    private final Overview overview;
    private final Divisions divisions;

    DashboardAttentions(Overview overview, Divisions divisions) {
        this.overview = overview;
        this.divisions = divisions;
    }

    /// @param region where its pin stands
    record Marked(RegionCode region, DashboardPage.Attention line) {}

    /// The first of them, and how many there are.
    record Marks(int all, List<Marked> first) {}

    /// Overdue cases, then rectifications, then counties that have nothing.
    Marks of(Scope scope, Scheme scheme, LocalDate today, @Nullable TargetStanding each) {
        var overdue = overview.overdue(scope, scheme.id(), today, MOST);
        var rectifications = overview.rectifications(scope, scheme.id(), MOST);
        var empty = each == null
                ? List.<TargetStanding.Part>of()
                : each.each().stream().filter(DashboardAttentions::empty).toList();
        var marks = new ArrayList<Marked>();
        int cases = Math.min(overdue.first().size(), rectifications.count() > 0 ? 3 : 4);
        for (var one : overdue.first().subList(0, cases)) {
            add(
                    marks,
                    one.region(),
                    "bad",
                    one.what() + "：" + one.title(),
                    "应在 " + Ui.day(one.due()) + "前办完",
                    one.link());
        }
        for (var one : rectifications.first()) {
            if (marks.size() == MOST) break;
            boolean over = one.due().isBefore(today);
            add(
                    marks,
                    one.region(),
                    over ? "bad" : "warn",
                    "限期整改：" + one.title(),
                    over ? Ui.day(one.due()) + "已到期" : Ui.day(one.due()) + "前改完",
                    one.link());
        }
        for (var part : empty) {
            if (marks.size() == MOST) break;
            if (each == null) break;
            var link = part.measured().link();
            add(
                    marks,
                    part.region(),
                    "warn",
                    each.indicator().title() + "一个也没有",
                    TargetView.asked("应有", part.bound(), each.indicator().unit()),
                    link == null ? "/targets" : link);
        }
        return new Marks(overdue.count() + rectifications.count() + empty.size(), marks);
    }

    private static boolean empty(TargetStanding.Part part) {
        var amount = part.measured().amount();
        return amount != null && amount.signum() == 0 && !part.reached();
    }

    private void add(List<Marked> marks, RegionCode region, String tone, String what, String when, String href) {
        var place = region.at(Level.COUNTY).map(divisions::name).orElse(divisions.name(region));
        marks.add(new Marked(
                region.at(Level.COUNTY).orElse(region),
                new DashboardPage.Attention(marks.size() + 1, tone, place, what, when, href)));
    }

    /// Overdue cases by division, the most first.
    List<DashboardPage.Late> late(Scope scope, Scheme scheme, LocalDate today) {
        return overview.overdueByDivision(scope, scheme.id(), today).entrySet().stream()
                .sorted(Map.Entry.<RegionCode, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(one -> new DashboardPage.Late(
                        divisions.find(one.getKey()).map(Division::name).orElse("其他"),
                        one.getValue(),
                        "/cases?procedure=" + Ui.query(scheme.id() + "/") + "&region=" + one.getKey() + "&due=overdue"))
                .toList();
    }
}
