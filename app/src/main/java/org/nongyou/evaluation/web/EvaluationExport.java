package org.nongyou.evaluation.web;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nongyou.evaluation.EvaluationSheet;
import org.nongyou.evaluation.Round;
import org.nongyou.evaluation.Rounds;
import org.nongyou.evaluation.SheetLists;
import org.nongyou.identity.Actor;
import org.nongyou.job.TableExport;
import org.nongyou.region.Divisions;
import org.nongyou.web.NotFound;
import org.springframework.stereotype.Component;

/// The ranking of one evaluation; `round` in the query says which.
@Component
class EvaluationExport extends TableExport<EvaluationSheet> {

    private final Rounds rounds;
    private final SheetLists lists;

    EvaluationExport(Rounds rounds, SheetLists lists, Divisions divisions) {
        super(
                "evaluations",
                "评价排名",
                List.of(
                        column("名次", 8, EvaluationSheet::rank),
                        column("参评对象", 30, EvaluationSheet::title),
                        column("主体", 40, EvaluationSheet::producerName),
                        column("所在地", 30, one -> divisions.path(one.region())),
                        column("区划代码", 14, one -> one.region().value()),
                        column("自评", 10, EvaluationSheet::ownPoints),
                        column("审核", 10, EvaluationSheet::reviewPoints),
                        column("得分", 10, EvaluationSheet::total),
                        column("到哪一步", 20, EvaluationSheet::stateTitle),
                        column("不参评的原因", 30, EvaluationSheet::leftBecause),
                        column("演示数据", 10, one -> one.demo() ? "是" : "")));
        this.rounds = rounds;
        this.lists = lists;
    }

    @Override
    public long count(Actor actor, Map<String, String> query) {
        return lists.count(actor.scope(), round(actor, query), RoundsController.filter(actor, query));
    }

    @Override
    protected void each(Actor actor, Map<String, String> query, Consumer<EvaluationSheet> row) {
        lists.each(actor.scope(), round(actor, query), RoundsController.filter(actor, query), row);
    }

    private Round round(Actor actor, Map<String, String> query) {
        var id = query.getOrDefault("round", "");
        if (!id.matches("\\d{1,18}")) throw new NotFound();
        return rounds.find(actor.scope(), Long.parseLong(id)).orElseThrow(NotFound::new);
    }
}
