package org.nongyou.evaluation.web;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.SheetLists;
import org.nongyou.identity.Actors;
import org.nongyou.web.Templates;
import org.nongyou.web.Viewer;
import org.nongyou.web.WorkbenchCard;
import org.springframework.stereotype.Component;

/// The sheets that wait for the person's office, or for the expert himself.
@Component
public class EvaluationCard implements WorkbenchCard {

    private static final int SHOWN = 5;

    private final SheetLists lists;
    private final Templates templates;

    EvaluationCard(SheetLists lists, Templates templates) {
        this.lists = lists;
        this.templates = templates;
    }

    /// What `evaluation/card` shows.
    /// @param path where all of them are, and the beginning of each one's address
    public record View(int count, List<EvaluationSheet> first, String all, String path) {}

    @Override
    public Place place() {
        return Place.BESIDE;
    }

    @Override
    public int order() {
        return 8;
    }

    @Override
    public Optional<Content> content(Viewer viewer) {
        boolean expert = viewer.may("SCORE");
        if (!expert && !viewer.may("DECIDE")) return Optional.empty();
        var actor = Actors.of(viewer);
        var first = lists.waiting(actor, SHOWN);
        if (first.isEmpty()) return Optional.empty();
        return Optional.of(templates.content(
                "evaluation/card",
                new View(
                        first.size() < SHOWN ? first.size() : lists.waitingCount(actor),
                        first,
                        expert ? "/evaluations/scoring" : "/evaluations",
                        expert ? "/evaluations/scoring/" : "/evaluations/sheets/")));
    }
}
