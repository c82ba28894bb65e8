package org.nongyou.procedure.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nongyou.identity.Actor;
import org.nongyou.identity.Requires;
import org.nongyou.identity.Verb;
import org.nongyou.kernel.Decision;
import org.nongyou.kernel.Refusal;
import org.nongyou.procedure.CaseDesk;
import org.nongyou.procedure.ExpertScore;
import org.nongyou.procedure.ExpertScoring;
import org.nongyou.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
@Requires(Verb.SCORE)
class ScoreController {

    private final ExpertScoring scoring;
    private final CaseDesk desk;

    ScoreController(ExpertScoring scoring, CaseDesk desk) {
        this.scoring = scoring;
        this.desk = desk;
    }

    @GetMapping("/cases/{id}/score")
    ModelAndView sheet(Actor expert, @PathVariable long id, @RequestParam(defaultValue = "") String saved) {
        return Page.of("procedure/score", page(expert, id, null, "", List.of(), !saved.isEmpty()));
    }

    @PostMapping("/cases/{id}/score")
    ModelAndView score(Actor expert, @PathVariable long id, @RequestParam Map<String, String> all) {
        var typed = CaseController.typed(all, "score-");
        boolean submit = all.containsKey("submit");
        var decision = submit ? scoring.submit(expert, id, typed) : scoring.save(expert, id, typed);
        return switch (decision) {
            case Decision.Done<ExpertScore> _ -> Page.redirect("/cases/" + id + "/score?saved=1");
            case Decision.Refused<ExpertScore>(var refusal) ->
                Page.again(
                        "procedure/score",
                        page(
                                expert,
                                id,
                                typed,
                                submit ? "还不能交：" + refusal.all().size() + " 处要改" : "没有保存",
                                refusal.all(),
                                false));
        };
    }

    private ScorePage page(
            Actor expert,
            long id,
            @org.jspecify.annotations.Nullable Map<String, String> typed,
            String title,
            List<Refusal> refusals,
            boolean saved) {
        var sheet = scoring.sheet(expert, id);
        var values = new HashMap<String, String>();
        sheet.own()
                .answers()
                .forEach((item, points) ->
                        values.put(item, points.stripTrailingZeros().toPlainString()));
        if (typed != null) values.putAll(typed);
        return new ScorePage(sheet, desk.attachedFor(expert, id), values, title, refusals, saved);
    }
}
