package org.nongyou.production.web;

import java.util.Map;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.journal.Journal;
import org.nongyou.kernel.Decision;
import org.nongyou.production.ProductionRules;
import org.nongyou.web.Entered;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Values of production that no law fixes.
@Controller
@Requires(Verb.READ)
class ProductionRulesController {

    private static final int HISTORY = 30;

    private final ProductionRules rules;
    private final Journal journal;

    ProductionRulesController(ProductionRules rules, Journal journal) {
        this.rules = rules;
        this.journal = journal;
    }

    @GetMapping("/production/settings")
    ModelAndView show(Actor actor) {
        if (actor.isProducer()) throw new NotFound();
        return Page.of("production/settings", page(actor, Entered.NOTHING, ""));
    }

    /// @param act `setting` or `yield`
    @PostMapping("/production/settings")
    ModelAndView change(
            Actor actor,
            @RequestParam Map<String, String> typed,
            @RequestParam(name = "do", defaultValue = "") String act) {
        if (actor.isProducer()) throw new NotFound();
        var source = typed.getOrDefault("source", "");
        var decision = switch (act) {
            case "setting" ->
                rules.change(actor, typed.getOrDefault("key", ""), typed.getOrDefault("value", ""), source)
                        .then(one -> Decision.done(one.says()));
            case "yield" ->
                rules.changeYield(actor, typed.getOrDefault("produce", ""), typed.getOrDefault("kgAMu", ""), source)
                        .then(one -> Decision.done(one.produce()));
            default -> throw new NotFound();
        };
        return switch (decision) {
            case Decision.Done<String> _ -> Page.redirect("/production/settings");
            case Decision.Refused<String>(var refusal) ->
                Page.again(
                        "production/settings",
                        page(
                                actor,
                                Entered.of(typed, refusal),
                                act.equals("setting") ? typed.getOrDefault("key", "") : "yield"));
        };
    }

    private SettingsPage page(Actor actor, Entered entered, String open) {
        var yields = rules.yields();
        long told = yields.stream().filter(one -> one.kgAMu() != null).count();
        return new SettingsPage(
                "生产参数 " + rules.settings().size() + " 个，" + told + " 种产品写了常见产量。"
                        + (ProductionRules.mayChange(actor) ? "改的时候写依据，原来的留在办理记录里。" : "由省级审核人员改。"),
                rules.settings(),
                yields,
                journal.of(actor.scope(), ProductionRules.SUBJECT, "1", HISTORY),
                ProductionRules.mayChange(actor),
                entered,
                open);
    }
}
