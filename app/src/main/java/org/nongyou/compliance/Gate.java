package org.nongyou.compliance;

import java.util.ArrayList;
import java.util.Comparator;
import org.nongyou.compliance.GateAnswer.Finding;
import org.nongyou.compliance.GateAnswer.State;

/// The gate of certificates (开具关): one pure function that issuing, market entry and the inspector's view ask alike.
/// Every rule is answered, also after one has failed: a person wants to know all that is to be done.
public final class Gate {

    private Gate() {}

    public static GateAnswer judge(GateFacts facts) {
        var book = facts.book();
        var batch = facts.dossier().batch();
        var one = new GateCase(facts);
        var ofBatch = new BatchRules(one);
        var ofDrugs = new DrugRules(one);
        var ofTests = new TestRules(one);
        var findings = new ArrayList<Finding>();
        findings.add(ofBatch.subject());
        findings.add(ofBatch.record());
        findings.add(ofDrugs.inputs());
        findings.add(ofDrugs.waiting());
        findings.add(ofTests.tests());
        findings.add(ofTests.basis());
        findings.add(ofTests.coverage());
        findings.add(ofBatch.quantity());
        // Stable: within one state the rules keep their order.
        findings.sort(Comparator.comparing(finding -> finding.state() != State.NOT_MET));
        return new GateAnswer(
                batch,
                facts.today(),
                findings,
                facts.rules().duty(book, facts.producer().kind(), batch.produce()),
                facts.rules()
                        .classOf(book, batch.produce())
                        .map(IssueRules.ProduceClass::title)
                        .orElse(""));
    }
}
