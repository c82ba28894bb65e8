package org.nongyou.evaluation.web;

import java.util.ArrayList;
import java.util.HashMap;
import org.nongyou.evaluation.Corrections;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.Rounds;
import org.nongyou.evaluation.SheetLists;
import org.nongyou.region.Divisions;
import org.nongyou.web.NotFound;
import org.nongyou.web.Page;
import org.nongyou.web.Ui;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// Published evaluations as the public sees them: indicators with their weights, the ranking, the points of each, and
/// what was corrected. Nothing of who scored, and no proofs.
@Controller
class PublicEvaluationsController {

    private static final int MOST = 100;
    private static final int RANKED = 3000;

    private final Rounds rounds;
    private final SheetLists lists;
    private final Corrections corrections;
    private final Divisions divisions;

    PublicEvaluationsController(Rounds rounds, SheetLists lists, Corrections corrections, Divisions divisions) {
        this.rounds = rounds;
        this.lists = lists;
        this.corrections = corrections;
        this.divisions = divisions;
    }

    @GetMapping("/public/evaluations")
    ModelAndView list() {
        var published = rounds.published(MOST);
        var rows = published.stream().map(this::row).toList();
        return Page.of(
                "evaluation/public-rounds",
                new PublicEvaluationsPage.Overview(
                        rows.isEmpty() ? "还没有公布的评价结果。" : "公布了 " + Ui.number(rows.size()) + " 次评价的结果。", rows));
    }

    private PublicEvaluationsPage.Row row(Round round) {
        var way = rounds.way(round);
        return new PublicEvaluationsPage.Row(
                round,
                way.scheme().title(),
                RoundsController.clauses(way.sheet()),
                RoundsController.href(way.scheme(), way.sheet()));
    }

    @GetMapping("/public/evaluations/{id:\\d+}")
    ModelAndView show(@PathVariable long id) {
        var round = rounds.published(id).orElseThrow(NotFound::new);
        var way = rounds.way(round);
        var ranking = lists.published(round, RANKED);
        var places = new HashMap<Long, String>();
        for (var sheet : ranking) places.put(sheet.id(), divisions.path(sheet.region()));
        var weights = new ArrayList<PublicEvaluationsPage.Weight>();
        for (var section : way.sheet().sections())
            for (var item : section.items())
                weights.add(new PublicEvaluationsPage.Weight(
                        section.title(),
                        item.title(),
                        RoundsController.clauses(item.clauses().isEmpty() ? way.sheet() : item),
                        RoundsController.href(way.scheme(), item.clauses().isEmpty() ? way.sheet() : item),
                        Ui.number(item.points()),
                        SheetPages.how(item)));
        var first = ranking.stream().map(EvaluationSheet::title).limit(1).toList();
        return Page.of(
                "evaluation/public-round",
                new PublicEvaluationsPage.One(
                        row(round),
                        Ui.number(ranking.size()) + " 个参评，" + Ui.day(round.publishedOn()) + "公布"
                                + (first.isEmpty() ? "。" : "，第一名" + first.getFirst() + "。"),
                        weights,
                        ranking,
                        places,
                        lists.corrections(round)));
    }

    @GetMapping("/public/evaluations/{id:\\d+}/{sheet:\\d+}")
    ModelAndView sheet(@PathVariable long id, @PathVariable long sheet) {
        var round = rounds.published(id).orElseThrow(NotFound::new);
        var one = lists.published(round, sheet).orElseThrow(NotFound::new);
        var way = rounds.way(round);
        var means = corrections.itemMeans(round, one);
        var lines = new ArrayList<PublicEvaluationsPage.Line>();
        for (var section : way.sheet().sections())
            for (var item : section.items()) {
                var points = means.get(item.id());
                lines.add(new PublicEvaluationsPage.Line(
                        section.title(),
                        item.title(),
                        RoundsController.clauses(item.clauses().isEmpty() ? way.sheet() : item),
                        Ui.number(item.points()),
                        points == null ? "" : Ui.number(points)));
            }
        return Page.of(
                "evaluation/public-sheet",
                new PublicEvaluationsPage.Sheet(
                        row(round),
                        one,
                        divisions.path(one.region()),
                        lines,
                        lists.corrections(round).stream()
                                .filter(correction -> correction.sheetId() == sheet)
                                .toList()));
    }
}
