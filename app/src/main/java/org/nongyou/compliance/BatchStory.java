package org.nongyou.compliance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import org.nongyou.kernel.Digits;
import org.nongyou.production.BatchDossier;
import org.nongyou.production.TestKind;
import org.nongyou.standard.InputKind;

/// What the check page tells of a batch, kept with the certificate as it was at issue.
final class BatchStory {

    private BatchStory() {}

    static Commitment.Story of(BatchDossier dossier) {
        var batch = dossier.batch();
        var steps = new ArrayList<Commitment.Step>();
        var drugs = 0;
        var told = new HashSet<String>();
        for (var use : dossier.uses()) {
            var ruled = use.kind().ruled();
            if (ruled.isEmpty()) continue;
            drugs++;
            if (!told.add(use.on() + use.name())) continue;
            var passed = batch.harvestedOn().toEpochDay() - use.on().toEpochDay();
            steps.add(new Commitment.Step(
                    use.on(),
                    ruled.get() == InputKind.PESTICIDE ? "打药" : "用药",
                    use.name() + "，采收前 " + passed + " 天，间隔期已过"));
        }
        var tests = new ArrayList<String>();
        for (var test : dossier.tests()) {
            var said = test.kind().title()
                    + (test.passed() ? "合格" : "不合格")
                    + (test.substances().isEmpty()
                            ? ""
                            : "，" + test.substances().size() + " 项");
            tests.add(test.on().getMonthValue() + "月" + test.on().getDayOfMonth() + "日 " + said);
            steps.add(new Commitment.Step(test.on(), test.kind() == TestKind.RAPID ? "快检" : "检测", said));
        }
        steps.add(new Commitment.Step(
                batch.harvestedOn(),
                "采收",
                Digits.grouped(batch.quantityKg()) + " 公斤"
                        + (batch.plots().isEmpty() ? "" : "，" + String.join("、", batch.plots()))));
        steps.sort(Comparator.comparing(Commitment.Step::on));
        return new Commitment.Story(dossier.records(), drugs, steps, tests);
    }
}
