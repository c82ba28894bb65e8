package org.nongyou.compliance;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nongyou.compliance.GateAnswer.Finding;
import org.nongyou.compliance.GateAnswer.State;
import org.nongyou.production.Batch;
import org.nongyou.production.BatchDossier;
import org.nongyou.standard.InputRules;
import org.nongyou.standard.RuleBook;

/// One batch before the gate, with what its rules share: the facts, each use of a drug with what the rules say of it,
/// the words in which findings are told.
final class GateCase {

    final GateFacts facts;
    final BatchDossier dossier;
    final Batch batch;
    final RuleBook book;
    final InputRules rules;
    /// As the rules call it.
    final String produce;
    final boolean animal;
    final List<DrugUse> drugs;

    GateCase(GateFacts facts) {
        this.facts = facts;
        this.dossier = facts.dossier();
        this.batch = dossier.batch();
        this.book = facts.book();
        this.rules = new InputRules(book);
        this.produce = IssueRules.known(book, batch.produce());
        this.animal = book.produce(produce).map(one -> one.animal()).orElse(false);
        this.drugs = dossier.uses().stream()
                .filter(use -> use.kind().ruled().isPresent())
                .map(use -> DrugUse.of(use, produce, rules, facts.rules().warmest()))
                .toList();
    }

    String clause(String key) {
        return book.clause(key).toString();
    }

    static Finding met(GateRule rule, String fact, String cited, List<String> rows) {
        return new Finding(rule, State.MET, fact, "", "", null, cited, rows);
    }

    static Finding skipped(GateRule rule, String fact, String cited) {
        return new Finding(rule, State.NOT_APPLICABLE, fact, "", "", null, cited, List.of());
    }

    static Finding failed(GateRule rule, String fact, String why, String wayOut, String cited) {
        return failed(rule, fact, why, wayOut, null, cited, List.of());
    }

    static Finding failed(
            GateRule rule,
            String fact,
            String why,
            String wayOut,
            @Nullable LocalDate from,
            String cited,
            List<String> rows) {
        return new Finding(rule, State.NOT_MET, fact, why, wayOut, from, cited, rows);
    }

    /// 6月20日; with its year where it is another than today's.
    String day(LocalDate day) {
        return (day.getYear() == facts.today().getYear() ? "" : day.getYear() + "年") + day.getMonthValue() + "月"
                + day.getDayOfMonth() + "日";
    }

    static String some(List<String> all, int most) {
        return all.size() <= most
                ? String.join("、", all)
                : String.join("、", all.subList(0, most)) + "等 " + all.size() + " 项";
    }
}
