package org.nongyou.compliance.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.nongyou.compliance.Commitment;
import org.nongyou.compliance.Issuing;
import org.nongyou.compliance.MixForm;
import org.nongyou.compliance.Mixing;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.web.Entered;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Re-issue after mixing or splitting.
@Controller
@Requires(Verb.READ)
class MixController {

    private static final int LINES = 4;

    private final Issuing issuing;
    private final Mixing mixing;

    MixController(Issuing issuing, Mixing mixing) {
        this.issuing = issuing;
        this.mixing = mixing;
    }

    @GetMapping("/conformity/mix")
    ModelAndView mixing(Actor actor) {
        ConformityForms.requireIssue(actor);
        return Page.of("compliance/mix", mix(actor, List.of(), Entered.NOTHING));
    }

    @PostMapping("/conformity/mix")
    ModelAndView mixed(Actor actor, @RequestParam MultiValueMap<String, String> form) {
        ConformityForms.requireIssue(actor);
        var typed = ConformityForms.single(form);
        var lines = new ArrayList<MixForm.MixLine>();
        var codes = form.getOrDefault("sourceCode", List.of());
        var words = form.getOrDefault("sourceWords", List.of());
        var kg = form.getOrDefault("sourceKg", List.of());
        for (int i = 0; i < Math.min(codes.size(), Math.min(words.size(), kg.size())); i++)
            lines.add(new MixForm.MixLine(codes.get(i), words.get(i), kg.get(i)));
        return switch (mixing.mix(
                actor,
                new MixForm(
                        typed.getOrDefault("formId", ""),
                        typed.getOrDefault("product", ""),
                        typed.getOrDefault("kg", ""),
                        typed.getOrDefault("pieceKg", ""),
                        form.getOrDefault("bases", List.of()),
                        lines))) {
            case Decision.Done<Commitment>(var one) -> Page.redirect("/conformity/" + one.code());
            case Decision.Refused<Commitment>(var refusal) ->
                Page.again("compliance/mix", mix(actor, lines, Entered.of(typed, refusal)));
        };
    }

    private ConformityPages.Mix mix(Actor actor, List<MixForm.MixLine> lines, Entered entered) {
        var shown = new ArrayList<>(lines);
        while (shown.size() < Math.max(LINES, lines.size() + 1)) shown.add(new MixForm.MixLine("", "", ""));
        return new ConformityPages.Mix(
                actor.name(),
                entered.refused() ? entered.value("formId") : UUID.randomUUID().toString(),
                shown,
                issuing.promise(Commitment.Style.BUYER),
                entered);
    }
}
