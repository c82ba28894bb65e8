package org.nongyou.subsidy.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Level;
import org.nongyou.kernel.Money;
import org.nongyou.kernel.Refusal;
import org.nongyou.scheme.Schemes;
import org.nongyou.scheme.SubsidyFigures;
import org.nongyou.subsidy.Trial;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// 试算: the year's cost of another version or of other figures, over the claims that are there.
@Controller
@Requires(Verb.READ)
class TrialController {

    private final Trial trial;
    private final Schemes schemes;
    private final Clock clock;

    TrialController(Trial trial, Schemes schemes, Clock clock) {
        this.trial = trial;
        this.schemes = schemes;
        this.clock = clock;
    }

    @GetMapping("/subsidies/trial")
    ModelAndView run(
            Actor actor,
            @RequestParam(name = "version", defaultValue = "") String wanted,
            @RequestParam(defaultValue = "") String year,
            @RequestParam Map<String, String> query) {
        var versions = versions();
        var chosen = versions.stream()
                .filter(one -> one.value().equals(wanted))
                .findFirst()
                .orElse(null);
        int of = year.matches("20\\d\\d")
                ? Integer.parseInt(year)
                : LocalDate.ofInstant(clock.instant(), Ui.ZONE).getYear();
        if (chosen == null)
            return Page.of(
                    "subsidy/trial",
                    new TrialPage(
                            "先选一个方案版本，再改数字，看一年要多花还是少花多少。",
                            "plain",
                            versions,
                            null,
                            of,
                            List.of(),
                            List.of(),
                            null,
                            List.of()));
        var faults = new ArrayList<Refusal>();
        var rules = new ArrayList<TrialPage.Rule>();
        var changed = new TreeMap<String, Map<String, BigDecimal>>();
        for (var rule : schemes.at(chosen.version().ref()).subsidies()) {
            var typed = new ArrayList<TrialPage.Typed>();
            for (var figure : SubsidyFigures.of(rule)) {
                var name = rule.id() + "/" + figure.key();
                var text = query.getOrDefault(name, "").strip();
                typed.add(new TrialPage.Typed(name, figure, text));
                if (text.isEmpty()) continue;
                var number = number(text);
                if (number == null)
                    faults.add(Refusal.of("subsidy.trial-number", rule.title(), figure.title(), text)
                            .at(name));
                else if (number.compareTo(figure.value()) != 0)
                    changed.computeIfAbsent(rule.id(), _ -> new TreeMap<>()).put(figure.key(), number);
            }
            rules.add(new TrialPage.Rule(rule.id(), rule.title(), String.join("、", rule.clauses()), typed));
        }
        Trial.@Nullable Outcome outcome = null;
        if (faults.isEmpty())
            switch (trial.run(actor, chosen.version().ref(), of, changed)) {
                case Decision.Done<Trial.Outcome>(var done) -> outcome = done;
                case Decision.Refused<Trial.Outcome>(var refusal) -> faults.addAll(refusal.all());
            }
        var page = new TrialPage(
                outcome == null ? "" : say(outcome),
                outcome == null
                                || outcome.then()
                                                .total()
                                                .compareTo(outcome.now().total())
                                        <= 0
                        ? "info"
                        : "warn",
                versions,
                chosen,
                of,
                rules,
                faults,
                outcome,
                levels(outcome));
        return faults.isEmpty() ? Page.of("subsidy/trial", page) : Page.again("subsidy/trial", page);
    }

    private List<TrialPage.Version> versions() {
        var versions = new ArrayList<TrialPage.Version>();
        for (var newest : schemes.list())
            for (var version : schemes.versions(newest.ref().id()))
                if (!schemes.at(version.ref()).subsidies().isEmpty())
                    versions.add(new TrialPage.Version(version, version.ref().equals(newest.ref())));
        return versions;
    }

    private static @Nullable BigDecimal number(String text) {
        var plain = text.replace(",", "").replace("，", "");
        return plain.matches("\\d{1,12}(\\.\\d{1,2})?") ? new BigDecimal(plain) : null;
    }

    private static String say(Trial.Outcome outcome) {
        if (outcome.run() == 0) return outcome.year() + " 年还没有提交的申请，试算不出来。";
        var more = outcome.then().total().minus(outcome.now().total());
        var difference = more.fen() == 0
                ? "和现在一样"
                : more.fen() > 0 ? "多 " + Words.yuan(more) + " 元" : "少 " + Words.yuan(Money.ZERO.minus(more)) + " 元";
        return outcome.year() + " 年 " + Ui.number(outcome.run()) + " 件申请，现在 "
                + Words.yuan(outcome.now().total()) + " 元，改后 "
                + Words.yuan(outcome.then().total()) + " 元，" + difference + "。";
    }

    private static List<Level> levels(Trial.@Nullable Outcome outcome) {
        if (outcome == null) return List.of();
        var all = outcome.now().plus(outcome.then());
        return List.of(Level.values()).stream()
                .filter(level -> all.at(level).fen() != 0)
                .toList();
    }
}
